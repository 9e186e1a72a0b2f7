/** The same app on the other adapters: in the page, in the calls, and in what is stored, read past the adapter. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, servers } from "@mortise/conformance/engines/servers";
import { browserNote, canBrowse, openBrowser, virtualAuthenticator } from "@mortise/example-testing";
import SQLite from "better-sqlite3";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Caller } from "./caller.ts";
import { openMongo, openRedis, type Past } from "./past.ts";
import { type Demo, runDemo, startDemo } from "./process.ts";
import { foreseen, Visitor } from "./visitor.ts";

const folder = mkdtempSync(join(tmpdir(), "mortise-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Has a demo say on its error stream which drivers it loads. */
const telling = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const drivers = /^(better-sqlite3|drizzle-orm|kysely|mongodb|redis|@upstash\\/redis)$/;
  registerHooks({
    resolve(specifier, context, next) {
      if (drivers.test(specifier)) console.error("loads " + specifier);
      return next(specifier, context);
    },
  });
`)}`,
};

/** Starts the demo for the test that runs, which may fail before it ends it. */
async function startHere(...args: Parameters<typeof startDemo>): Promise<Demo> {
  const demo = await startDemo(...args);
  onTestFinished(async () => void (await demo.stop()));
  return demo;
}

function loadedBy({ stderr }: { readonly stderr: string }): string[] {
  return [...new Set([...stderr.matchAll(/^loads (.+)$/gm)].map(([, name = ""]) => name))].sort();
}

/** A magic link, used and used again, and a sign-out; what is stored is looked at on the way, where there is a way past. */
async function signInAndOut(demo: Demo, past?: Past): Promise<string> {
  const caller = new Caller(demo.origin);
  expect(await caller.post("/auth/signin/email", { email: "Reader@Example.com" })).toContain(
    "To <b>reader@example.com",
  );
  expect((await past?.tokens()) ?? 1).toBe(1);
  expect((await past?.emails()) ?? []).toEqual([]);
  const link = await caller.newestLink();
  const page = await caller.get(link);
  expect(page).toContain("Signed in");
  expect(caller.sessionCookie).toMatch(/./);
  expect((await past?.emails()) ?? ["reader@example.com"]).toEqual(["reader@example.com"]);
  expect((await past?.sessions()) ?? [caller.sessionCookie]).toEqual([caller.sessionCookie]);
  expect((await past?.tokens()) ?? 0).toBe(0);

  const second = new Caller(demo.origin);
  expect(await second.get(link)).toContain("That link was used already or has run out.");
  expect(second.sessionCookie).toBeUndefined();
  expect(page).not.toContain(caller.sessionCookie);

  expect(await caller.post("/auth/signout")).toContain("Nobody is signed in");
  expect((await past?.sessions()) ?? []).toEqual([]);
  return page;
}

test("memory: a magic link signs in once, and no driver is loaded", async () => {
  const demo = await startHere(["--adapter", "memory"], telling);
  const page = await signInAndOut(demo);
  expect(page).toContain("Auth.js on Express with the memory adapter");
  expect(page).toMatch(/<code>createSession<\/code>\s*<span>insert <b>session<\/b>/);
  const ended = await demo.stop();
  expect(ended.code).toBe(0);
  expect(loadedBy(ended)).toEqual([]);
});

if (!canBrowse) console.warn(`Not run: ${browserNote("the demo with Kysely")}`);

test.runIf(canBrowse)("kysely: a magic link, a sign-out and a passkey in Chromium", async () => {
  const file = join(folder, "kysely.sqlite");
  const demo = await startHere(["--adapter", "kysely", "--file", file], telling);
  const browser = await openBrowser({ foreseen });
  onTestFinished(() => browser.close());
  const reader = new SQLite(file, { readonly: true });
  const rowsOf = (table: string) => reader.prepare<[], Record<string, unknown>>(`select * from "${table}"`).all();
  const visitor = await Visitor.at(demo.origin, browser);
  await visitor.page.getByText("Auth.js on Express and SQLite with the Kysely adapter").waitFor();

  await visitor.askForLink("Reader@Example.com");
  const link = await visitor.useLink("reader@example.com");
  const [user] = rowsOf("User");
  expect(user).toMatchObject({ email: "reader@example.com" });
  expect(rowsOf("Session")).toMatchObject([{ sessionToken: await visitor.sessionCookie(), userId: user?.id }]);
  await visitor.page.locator("#rows-session .mine").waitFor();
  await visitor.page.goto(link);
  await visitor.isTold("That link was used already or has run out.");
  await visitor.signOut();
  expect(rowsOf("Session")).toEqual([]);

  await virtualAuthenticator(visitor.page);
  await visitor.createPasskey("keeper@example.com");
  await visitor.isSignedInAs("keeper@example.com");
  await visitor.signOut();
  const [before] = rowsOf("Authenticator");
  await visitor.signInWithPasskey();
  await visitor.isSignedInAs("keeper@example.com");
  const [after] = rowsOf("Authenticator");
  expect(Number(after?.counter)).toBeGreaterThan(Number(before?.counter));
  expect(rowsOf("User")).toHaveLength(2);
  await visitor.leave();

  expect(loadedBy(await demo.stop())).toEqual(["better-sqlite3", "kysely"]);
  await (await startHere(["--adapter", "kysely", "--file", file, "--fresh"])).stop();
  expect(rowsOf("User")).toEqual([]);
  reader.close();
});

/** The adapters that talk to a server: which one, what the page says, and a command of theirs that it shows. */
const onServers = [
  {
    adapter: "mongodb",
    id: "mongodb-8",
    openPast: openMongo,
    says: /Auth\.js on Express and (SecantusDB \S+ in place of )?MongoDB with the MongoDB adapter/,
    ran: "insert <b>sessions</b>",
    drivers: ["mongodb"],
  },
  {
    adapter: "redis",
    id: "redis-8",
    openPast: openRedis,
    says: /Auth\.js on Express and Redis with the Redis adapter/,
    ran: "EVALSHA insert <b>user:session:\\*</b>",
    drivers: ["redis"],
  },
  {
    adapter: "upstash",
    id: "redis-8",
    openPast: openRedis,
    says: /Auth\.js on Express and Redis, behind a bridge of our own that speaks Upstash&#39;s protocol, with the Upstash/,
    ran: "EVALSHA insert <b>user:session:\\*</b>",
    drivers: ["@upstash/redis", "redis"],
  },
] as const;

describe.each(onServers)("$adapter", ({ adapter, id, openPast, says, ran, drivers }) => {
  const server = servers.find((one) => one.id === id);
  if (server === undefined) throw new Error(`The list of servers has no ${id}.`);
  const { absent, url, found } = addressOf(server);
  if (absent !== undefined) {
    test(`not run: ${absent}`, () => {
      expect(process.env.MORTISE_REQUIRE_ALL, absent).toBeFalsy();
    });
    return;
  }

  let past: Past;
  beforeAll(async () => {
    past = await openPast(url);
    return () => past.close();
  });

  test("a magic link signs in once, after --fresh took what was there and nothing else", async () => {
    await past.plant();
    const demo = await startHere(["--adapter", adapter, "--fresh"], telling);
    expect(await past.emails()).toEqual([]);
    expect(await past.hasForeign()).toBe(true);
    const page = await signInAndOut(demo, past);
    expect(page).toMatch(says);
    expect(page).toMatch(new RegExp(`<code>createSession</code>\\s*<span>${ran}</span>`));
    const ended = await demo.stop();
    expect(ended.code).toBe(0);
    expect(loadedBy(ended)).toEqual(drivers);
  });

  if (adapter === "mongodb") {
    test("a database with a collection of somebody else's is left alone, by --fresh too", async () => {
      const client = new MongoClient(url);
      const recipes = client.db("mortise_demo").collection("recipes");
      await recipes.insertOne({ name: "bread" });
      const { code, stderr } = await runDemo(["--port=0", "--adapter", adapter, "--fresh"]);
      const left = await recipes.countDocuments();
      await recipes.drop();
      await client.close();
      expect(stderr).toMatch(/^demo: The database mortise_demo has a collection "recipes" that the demo does not make/);
      expect([code, left]).toEqual([1, 1]);
    });
  }

  // Where the run has a container, Docker is there for one of the demo's own.
  if (adapter === "redis" && found === "container") {
    test("without an address there is a container, while the demo runs", async () => {
      const demo = await startHere(["--adapter", adapter], { [server.variable]: "" });
      const containers = () =>
        execFileSync("docker", ["ps", "--quiet", "--filter", `label=mortise.run=${demo.pid}`], { encoding: "utf8" });
      expect(containers()).toMatch(/./);
      await signInAndOut(demo);
      const ended = await demo.stop();
      expect(ended.code).toBe(0);
      expect(containers()).toBe("");
    });
  }
});
