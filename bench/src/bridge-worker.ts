/** The thread of a bridge: Upstash's protocol in front of the server that it is told of. */
import { parentPort, workerData } from "node:worker_threads";
import { Wire } from "../../conformance/src/engines/engine.ts";
import type { Access } from "../../conformance/src/engines/upstash.ts";
import { openBridge } from "../../conformance/src/engines/upstash-bridge.ts";

const { url, token } = await openBridge(String(workerData), new Wire());
const access: Access = { url, token };
parentPort?.postMessage(access);
