/** Upstash's protocol in front of Redis servers, each bridge in a thread of its own: what it does is not the client's time. */
import { Worker } from "node:worker_threads";
import type { Access } from "@mortise/conformance/engines/upstash";

export interface BridgeThread extends Access {
  close(): Promise<void>;
}

/** @param url of a server, with the user whose rights the bridge's clients shall have. */
export async function openBridgeThread(url: string): Promise<BridgeThread> {
  const worker = new Worker(new URL("./bridge-worker.ts", import.meta.url), { workerData: url });
  const access = await new Promise<Access>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", resolve);
  });
  return { ...access, close: async () => void (await worker.terminate()) };
}
