/** An adapter in a process of its own, for a race across processes: `process.ts <client> <address> <base key prefix>`. */
import { serveAdapter } from "@mortise/conformance/engines/processes";
import { findRedis, type RedisDriver } from "@mortise/conformance/engines/redis";
import { type AnyRedis, RedisAdapter } from "@mortise/redis-adapter";
import { type ClientKind, clients } from "./clients.ts";

const [kind = "", url = "", baseKeyPrefix = ""] = process.argv.slice(2);
if (!Object.hasOwn(clients, kind)) throw new RangeError(`there is no client ${JSON.stringify(kind)}`);

const driver = clients[kind as ClientKind] as RedisDriver<AnyRedis>;
const { client, close } = await driver.connect(await findRedis(url));
serveAdapter(RedisAdapter(client, { baseKeyPrefix }), close);
