/**
 * The packages run where Node is not: in workerd without its Node compatibility. No line of them asks for Node, what is
 * built of them imports no driver, and whoever has a driver for there signs in there.
 */
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { type Access, openBridged } from "@mortise/conformance/engines/upstash";
import { type BuildOptions, build, transform } from "esbuild";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqliteSchema } from "../../packages/drizzle-adapter/test/schema.ts";
import { startContainers } from "../containers.ts";
import { buildInto } from "./built.ts";
import { packagesIn, read, root } from "./workspace.ts";

/**
 * Each package, and the packages of which its built files have code, theirs included. Those with a driver among them are
 * not for the edge. The adapter of Redis has none: it works on a client that the app makes.
 */
const packagesBehind: Readonly<Record<string, readonly string[]>> = {
  "@mortise/adapter-kit": [],
  "@mortise/drizzle-adapter": ["@mortise/adapter-kit", "drizzle-orm"],
  "@mortise/kysely-adapter": ["@mortise/adapter-kit", "kysely"],
  "@mortise/memory-adapter": ["@mortise/adapter-kit"],
  "@mortise/mongodb-adapter": ["@mortise/adapter-kit", "mongodb"],
  "@mortise/redis-adapter": ["@mortise/adapter-kit"],
  "@mortise/upstash-redis-adapter": ["@mortise/adapter-kit"],
};

const drivers = ["@upstash/redis", "ioredis", "mongodb", "redis"];

const packages = packagesIn("packages/*");
const require = createRequire(join(root, "conformance/types/package.json"));
const folder = mkdtempSync(join(tmpdir(), "mortise-edge-"));
afterAll(() => rmSync(folder, { recursive: true }));
const built = buildInto(folder, packages);

/** Ours as they are built, and beside them what a package has that depends on all that an adapter may stand on. */
const bundling = {
  nodePaths: [folder, join(root, "conformance/types/node_modules"), join(root, "node_modules")],
  conditions: ["workerd", "worker", "browser"],
  platform: "neutral",
  format: "esm",
  bundle: true,
  write: false,
  metafile: true,
} satisfies BuildOptions;

test("every package is on the list", () => {
  expect(Object.keys(packagesBehind)).toEqual(packages.map(({ name }) => name));
});

test.each([...built])("%s, as it is built, has no driver and no module of Node's behind it", async (imported, file) => {
  const { metafile } = await build({
    ...bundling,
    entryPoints: [join(folder, file)],
    // Left as they are, so that they are seen here rather than not found.
    external: ["node:*", ...builtinModules, ...drivers],
  });
  const inputs = Object.entries(metafile.inputs);
  const outside = inputs.flatMap(([, { imports }]) => imports.filter(({ external }) => external));
  const behind = new Set([...inputs.map(([path]) => packageOf(path)), ...outside.map(({ path }) => path)]);
  const own = packages.find(({ name }) => `${imported}/`.startsWith(`${name}/`))?.name ?? "";
  behind.delete(own);
  expect([...behind].sort()).toEqual(packagesBehind[own]);
});

test.each(globSync("packages/*/src/**/*.ts", { cwd: root }).sort())("%s asks for nothing of Node", async (path) => {
  // What is left of it has no comments and no types.
  const { code } = await transform(read(path), { loader: "ts" });
  expect(code).not.toMatch(/["']node:|\b(process|Buffer)\b[.([]|\brequire\(/);
});

describe("in workerd", async () => {
  const [redis] = serversOf("redis");
  if (redis === undefined) throw new Error("The suite's list has no Redis.");
  const containers = await startContainers([redis]);
  Object.assign(process.env, containers.env);
  const address = addressOf(redis);
  const { absent } = address;
  let workerd: Miniflare;
  let upstash: Awaited<ReturnType<typeof openBridged<Access>>> | undefined;

  beforeAll(async () => {
    if (absent === undefined) upstash = await openBridged(address, (access) => access);
    const { outputFiles } = await build({
      ...bundling,
      entryPoints: [join(root, "scripts/checks/edge/worker.js")],
      // The driver of MongoDB is not for here. Its `ObjectId`, which is all that is used of it, is bson's.
      alias: { mongodb: createRequire(require.resolve("mongodb")).resolve("bson") },
    });
    workerd = new Miniflare({
      modules: true,
      script: outputFiles.map(({ text }) => text).join("\n"),
      compatibilityDate: "2026-07-30",
      d1Databases: ["DRIZZLE", "KYSELY"],
      bindings: {
        UPSTASH_REDIS_REST_URL: upstash?.client.url ?? "",
        UPSTASH_REDIS_REST_TOKEN: upstash?.client.token ?? "",
        PREFIX: upstash?.corner.base ?? "",
      },
    });
    // By the statements of a migration, which `createSchema` then finds done.
    const database = await workerd.getD1Database("DRIZZLE");
    await database.batch((await sqliteSchema()).map((statement) => database.prepare(statement)));
  });
  afterAll(async () => {
    await workerd?.dispose();
    await upstash?.close();
    await containers.stop();
  });

  const ask = async (path: string): Promise<unknown> => {
    const response = await workerd.dispatchFetch(`http://worker.example/${path}`);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text);
  };
  const rows = async (binding: string, statement: string): Promise<unknown[]> => {
    const { results } = await (await workerd.getD1Database(binding)).prepare(statement).all();
    return results;
  };

  const seen = {
    node: ["undefined", "undefined"],
    provider: "provider.example",
    name: "Ada Lovelace",
    hasCookie: false,
    replayed: null,
    isSameUser: true,
    byLink: "grace@example.com",
    sessions: 1,
    again: "https://app.example/auth/error?error=Verification",
    left: 0,
    refusal: "MORTISE_DUPLICATE",
  };

  test("the memory adapter: by OAuth, by magic link, and out again", async () => {
    expect(await ask("memory")).toEqual(seen);
  });

  test.each([
    { adapter: "drizzle", users: "user", accounts: "account", sessions: "session", links: "verificationToken" },
    { adapter: "kysely", users: "User", accounts: "Account", sessions: "Session", links: "VerificationToken" },
  ])("the $adapter adapter on D1: by OAuth, by magic link, and out again", async ({ adapter, ...tables }) => {
    expect(await ask(adapter)).toEqual(seen);
    const { users, accounts, sessions, links } = tables;
    const read = (statement: string) => rows(adapter.toUpperCase(), statement);
    expect(await read(`select email from "${users}" order by email`)).toEqual([
      { email: "ada@example.com" },
      { email: "grace@example.com" },
    ]);
    expect(await read(`select provider, "providerAccountId" as id, access_token from "${accounts}"`)).toEqual([
      { provider: "oauth", id: "ada", access_token: "an access token" },
    ]);
    expect([...(await read(`select * from "${sessions}"`)), ...(await read(`select * from "${links}"`))]).toEqual([]);
  });

  if (absent === undefined) {
    test("the upstash-redis adapter over REST: by OAuth, by magic link, and out again", async () => {
      expect(await ask("upstash")).toEqual(seen);
      const { corner } = upstash ?? {};
      const keys = await corner?.keys(`${corner.base}user:`);
      const names = keys?.map((key) => key.slice(`${corner?.base}user:`.length)) ?? [];
      expect(names.filter((name) => /^(email|account:oauth|session|token):/.test(name))).toEqual([
        "account:oauth:ada",
        "email:ada@example.com",
        "email:grace@example.com",
      ]);
    });
  } else {
    test(`not run: ${absent}`, () => {
      const { MORTISE_REQUIRE_ALL } = process.env;
      expect(MORTISE_REQUIRE_ALL, absent).toBeFalsy();
    });
  }

  test.each(["mongodb", "redis"])("the %s adapter is loaded, though not its driver", async (adapter) => {
    expect(await ask(adapter)).toBe("function");
  });
});

/** The package that a bundled file is of. */
function packageOf(path: string): string {
  const [, name = path] = /^.*(?:node_modules|mortise-edge-\w+)\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  return name;
}
