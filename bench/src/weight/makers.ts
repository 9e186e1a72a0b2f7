/** Adapters over clients that are never connected: making one asks nothing of a server. */
import type { Database as OfficialTables } from "@auth/kysely-adapter";
import Database from "better-sqlite3";

/** Makes one more adapter over the same client. */
export type Make = () => unknown;

/** By the package. Nothing of the others is imported. */
export const makers: Readonly<Record<string, () => Promise<Make>>> = {
  async "@mortise/memory-adapter"() {
    const { createMemoryDatabase, MemoryAdapter } = await import("@mortise/memory-adapter");
    const database = createMemoryDatabase();
    return () => MemoryAdapter(database);
  },
  async "@mortise/drizzle-adapter"() {
    const { DrizzleAdapter } = await import("@mortise/drizzle-adapter");
    const db = await openDrizzle();
    return () => DrizzleAdapter(db);
  },
  async "@auth/drizzle-adapter"() {
    const { DrizzleAdapter } = await import("@auth/drizzle-adapter");
    const db = await openDrizzle();
    return () => DrizzleAdapter(db);
  },
  async "@mortise/kysely-adapter"() {
    const { KyselyAdapter } = await import("@mortise/kysely-adapter");
    const { Kysely, SqliteDialect } = await import("kysely-current");
    const db = new Kysely<object>({ dialect: new SqliteDialect({ database: new Database(":memory:") }) });
    return () => KyselyAdapter(db);
  },
  async "@auth/kysely-adapter"() {
    const { KyselyAdapter, KyselyAuth } = await import("@auth/kysely-adapter");
    const { SqliteDialect } = await import("kysely");
    const db = new KyselyAuth<OfficialTables>({ dialect: new SqliteDialect({ database: new Database(":memory:") }) });
    return () => KyselyAdapter(db);
  },
  async "@mortise/mongodb-adapter"() {
    const { MongoDBAdapter } = await import("@mortise/mongodb-adapter");
    const { MongoClient } = await import("mongodb-current");
    const client = new MongoClient("mongodb://127.0.0.1:1");
    return () => MongoDBAdapter(client);
  },
  async "@auth/mongodb-adapter"() {
    const { MongoDBAdapter } = await import("@auth/mongodb-adapter");
    const { MongoClient } = await import("mongodb");
    const client = new MongoClient("mongodb://127.0.0.1:1");
    return () => MongoDBAdapter(client);
  },
  async "@mortise/redis-adapter"() {
    const { RedisAdapter } = await import("@mortise/redis-adapter");
    const { createClient } = await import("redis");
    const client = createClient();
    return () => RedisAdapter(client);
  },
  async "@mortise/upstash-redis-adapter"() {
    const { UpstashRedisAdapter } = await import("@mortise/upstash-redis-adapter");
    const client = await openUpstash();
    return () => UpstashRedisAdapter(client);
  },
  async "@auth/upstash-redis-adapter"() {
    const { UpstashRedisAdapter } = await import("@auth/upstash-redis-adapter");
    const client = await openUpstash();
    return () => UpstashRedisAdapter(client);
  },
};

async function openDrizzle() {
  const { drizzle } = await import("drizzle-orm/better-sqlite3");
  return drizzle(new Database(":memory:"));
}

async function openUpstash() {
  const { Redis } = await import("@upstash/redis");
  return new Redis({ url: "http://127.0.0.1:1", token: "none" });
}
