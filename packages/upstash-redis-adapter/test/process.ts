/** An adapter in a process of its own, for a race across processes: `process.ts <client> <access> <base key prefix>`. */
import { serveAdapter } from "@mortise/conformance/engines/processes";
import { accessOf } from "@mortise/conformance/engines/upstash";
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { type ClientKind, clients } from "./clients.ts";

const [kind = "", access = "", baseKeyPrefix = ""] = process.argv.slice(2);
if (!Object.hasOwn(clients, kind)) throw new RangeError(`there is no client ${JSON.stringify(kind)}`);

const client = clients[kind as ClientKind](accessOf(access));
serveAdapter(UpstashRedisAdapter(client, { baseKeyPrefix }), async () => {});
