/** The adapters as an app makes them. Nothing here is run: what is asked of it is that it compiles. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import { MemoryAdapter } from "@mortise/memory-adapter";
import { MongoDBAdapter } from "@mortise/mongodb-adapter";
import { RedisAdapter } from "@mortise/redis-adapter";
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import type { Redis as UpstashRedis } from "@upstash/redis";
import type { MySqlRemoteDatabase } from "drizzle-orm/mysql-proxy";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import type { Cluster, Redis } from "ioredis";
import type { Kysely } from "kysely";
import type { MongoClient } from "mongodb";
import type { createClient, createCluster } from "redis";
import { mysqlTables, pgTables, sqliteTables } from "./tables.ts";

export declare const pg: PgRemoteDatabase;
export declare const mysql: MySqlRemoteDatabase;
export declare const sqlite: SqliteRemoteDatabase;

export declare const anyAdapter: MortiseAdapter;
export const memory = MemoryAdapter();

declare const posts: Kysely<{ posts: { title: string } }>;
export const kysely = KyselyAdapter(posts);

declare const mongo: MongoClient;
export const mongodb = MongoDBAdapter(mongo);
export const mongodbLater = MongoDBAdapter(async () => mongo);

declare const redisClient: ReturnType<typeof createClient> | ReturnType<typeof createCluster> | Redis | Cluster;
export const redis = RedisAdapter(redisClient);

declare const upstashClient: UpstashRedis;
export const upstash = UpstashRedisAdapter(upstashClient);

export const pgDefault = DrizzleAdapter(pg);
export const mysqlDefault = DrizzleAdapter(mysql);
export const sqliteDefault = DrizzleAdapter(sqlite);

export const pgUsers = DrizzleAdapter(pg, { usersTable: pgTables.usersTable });
export const mysqlUsers = DrizzleAdapter(mysql, { usersTable: mysqlTables.usersTable });
export const sqliteUsers = DrizzleAdapter(sqlite, { usersTable: sqliteTables.usersTable });

export const pgAll = DrizzleAdapter(pg, pgTables);
export const mysqlAll = DrizzleAdapter(mysql, mysqlTables);
export const sqliteAll = DrizzleAdapter(sqlite, sqliteTables);
