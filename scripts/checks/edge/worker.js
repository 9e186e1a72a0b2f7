/** A Worker that signs users in over an adapter, and answers with what it saw. The path of the request names the adapter. */
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import { MemoryAdapter } from "@mortise/memory-adapter";
import { MongoDBAdapter } from "@mortise/mongodb-adapter";
import { RedisAdapter } from "@mortise/redis-adapter";
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { Redis } from "@upstash/redis/cloudflare";
import { drizzle } from "drizzle-orm/d1";
import { Kysely } from "kysely";
import { D1Dialect } from "kysely-d1";
import { signInAndOut } from "./flow.js";

const adapters = {
  memory: () => MemoryAdapter(),
  drizzle: ({ DRIZZLE }) => DrizzleAdapter(drizzle(DRIZZLE)),
  kysely: ({ KYSELY }) => KyselyAdapter(new Kysely({ dialect: new D1Dialect({ database: KYSELY }) })),
  upstash: (env) => UpstashRedisAdapter(Redis.fromEnv(env), { baseKeyPrefix: env.PREFIX }),
};

/** Those whose drivers are for other places: they are loaded, no more. */
const loaded = { mongodb: MongoDBAdapter, redis: RedisAdapter };

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1);
    if (name in loaded) return Response.json(typeof loaded[name]);
    const adapter = adapters[name](env);
    await adapter.createSchema();
    return Response.json({ node: [typeof process, typeof Buffer], ...(await signInAndOut(adapter)) });
  },
};
