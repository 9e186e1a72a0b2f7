/** What each package adds to an app that bundles it. */
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { WeightResult } from "../results.ts";
import { type BundleOptions, bundle, type Size } from "./bundle.ts";

export interface Weighed {
  /** As the result names it. */
  readonly name: string;
  /** What an app writes to use it. */
  readonly contents: string;
  /** The folder from which it is looked up. */
  readonly from: string;
}

/** Clients of databases: an app has chosen one before it chooses an adapter. */
export const drivers = ["drizzle-orm", "kysely", "mongodb", "redis", "ioredis", "@upstash/redis"] as const;

const here = import.meta.dirname;
/** better-auth brings its adapters itself: they are found from where it is. */
const betterAuth = dirname(realpathSync(createRequire(import.meta.url).resolve("better-auth")));

/** An app names the one function that it calls, so that a bundler leaves the others out. */
function factory(specifier: string, name: string, from = here): Weighed {
  return { name: specifier, contents: `export { ${name} } from "${specifier}"`, from };
}

/** An adapter of better-auth is made of its core, which an app of better-auth has in any case: the name says so. */
function betterAuthFactory(specifier: string, name: string): Weighed {
  return { ...factory(specifier, name, betterAuth), name: `${specifier} with @better-auth/core` };
}

function all(specifier: string): Weighed {
  return { name: specifier, contents: `export * from "${specifier}"`, from: here };
}

const packages: readonly Weighed[] = [
  factory("@mortise/adapter-kit", "createAdapter"),
  { ...all("@mortise/adapter-kit"), name: "@mortise/adapter-kit with all that it exports" },
  all("@mortise/adapter-kit/sql"),
  all("@mortise/adapter-kit/redis"),
  factory("@mortise/memory-adapter", "MemoryAdapter"),
  factory("@mortise/drizzle-adapter", "DrizzleAdapter"),
  factory("@auth/drizzle-adapter", "DrizzleAdapter"),
  betterAuthFactory("@better-auth/drizzle-adapter", "drizzleAdapter"),
  factory("@mortise/kysely-adapter", "KyselyAdapter"),
  factory("@auth/kysely-adapter", "KyselyAdapter"),
  betterAuthFactory("@better-auth/kysely-adapter", "kyselyAdapter"),
  factory("@mortise/mongodb-adapter", "MongoDBAdapter"),
  factory("@auth/mongodb-adapter", "MongoDBAdapter"),
  betterAuthFactory("@better-auth/mongo-adapter", "mongodbAdapter"),
  factory("@mortise/redis-adapter", "RedisAdapter"),
  factory("@mortise/upstash-redis-adapter", "UpstashRedisAdapter"),
  factory("@auth/upstash-redis-adapter", "UpstashRedisAdapter"),
];

/** What each package weighs: ours, and beside them the official adapters and those of better-auth. */
export async function measureWeights(): Promise<WeightResult[]> {
  return Promise.all(packages.map(weigh));
}

/** What one package weighs: its own code, and that with all it depends on but the driver. */
export async function weigh({ name, contents, from }: Weighed): Promise<Required<WeightResult>> {
  const options: BundleOptions = { contents, from, external: drivers };
  const [own, whole] = await Promise.all([bundle({ ...options, isOwn: true }), bundle(options)]);
  return { name, own: sizeOf(own), whole: sizeOf(whole) };
}

function sizeOf({ minified, gzipped }: Size): Size {
  return { minified, gzipped };
}
