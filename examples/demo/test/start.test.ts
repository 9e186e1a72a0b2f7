/** How the demo starts and ends, and whom it answers: without a browser. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import type { Ended } from "@mortise/example-testing";
import SQLite from "better-sqlite3";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tables } from "../src/backends/drizzle.ts";
import { type Demo, runDemo, startDemo } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "mortise-demo-"));
/** The addresses of localhost; a machine without IPv6 has one. */
const loopback = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .map(({ address }) => address)
  .filter((address) => address === "127.0.0.1" || address === "::1");
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** One line that says what is wrong, nothing else, and an exit code that a script can see. */
function expectRefusal({ code, stdout, stderr }: Ended, line: RegExp): void {
  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
  expect(code).toBe(1);
}

describe("a start that cannot be", () => {
  test("an unknown option", async () => {
    expectRefusal(await runDemo(["--prot", "4000"]), /^demo: Unknown option '--prot': --help lists the options\.$/m);
  });

  test("a word that is no option", async () => {
    expectRefusal(await runDemo(["start"]), /^demo: Unexpected argument 'start'.*: --help lists the options\.$/m);
  });

  test.each(["x", "70000", "1.5", "", "-1"])("--port %j", async (port) => {
    expectRefusal(
      await runDemo([`--port=${port}`]),
      /^demo: --port is .* a whole number from 0 to 65535: try --port 4000\.$/m,
    );
  });

  test("PORT in the environment", async () => {
    expectRefusal(await runDemo([], { PORT: "http" }), /^demo: PORT is "http", and a port is a whole number/);
  });

  test.each(loopback)("a port that is taken on %s", async (host) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : Number.NaN;
    const ended = await runDemo(["--port", String(port), "--file", file("taken.sqlite")]);
    other.close();
    expectRefusal(ended, new RegExp(`^demo: Port ${port} is taken: .* --port ${port + 1}\\.$`, "m"));
  });

  test("a file whose folder cannot be made", async () => {
    writeFileSync(file("plain"), "");
    const path = file("plain/demo.sqlite");
    expectRefusal(
      await runDemo(["--port=0", "--file", path]),
      /^demo: Cannot use .*plain\/demo\.sqlite: it cannot be written\. Give a path/,
    );
  });

  test("a folder in place of the file", async () => {
    expectRefusal(
      await runDemo(["--port=0", "--file", folder]),
      /^demo: Cannot use .*: it cannot be written\. Give a path/,
    );
  });

  test("a file that is no database", async () => {
    writeFileSync(file("letter.txt"), "Dear Sir or Madam, this is a letter and no database. ".repeat(40));
    const ended = await runDemo(["--port=0", "--file", file("letter.txt")]);
    expectRefusal(ended, /^demo: Cannot use .*letter\.txt: it is not a SQLite database/);
  });

  test("an adapter that there is none of", async () => {
    expectRefusal(
      await runDemo(["--adapter", "prisma"]),
      /^demo: --adapter is "prisma", and there is drizzle, kysely, memory, mongodb, redis, upstash\.$/m,
    );
  });

  test.each([
    ["memory", "--file", "x.sqlite", /--file is for drizzle and kysely: memory keeps nothing in a file\./],
    ["kysely", "--address", "redis://127.0.0.1:1", /--address is for mongodb, redis and upstash: kysely talks to no/],
    ["redis", "--address", "https://user:hunter2@127.0.0.1:1", /none that redis can be asked at: try --address redis:/],
  ])("%s with %s %s", async (adapter, option, value, line) => {
    const ended = await runDemo(["--adapter", adapter, option, value]);
    expectRefusal(ended, line);
    expect(ended.stderr).not.toContain("hunter2");
  });

  test("a server that does not answer, whose password is not repeated", async () => {
    const address = "redis://user:hunter2@127.0.0.1:1";
    expectRefusal(
      await runDemo(["--port=0", "--adapter", "redis", "--address", address]),
      /^demo: Cannot use redis:\/\/127\.0\.0\.1:1: nothing answers there\.$/m,
    );
  });

  test("Upstash without the token", async () => {
    const ended = await runDemo(["--port=0", "--adapter", "upstash", "--address", "https://127.0.0.1:1"], {
      UPSTASH_REDIS_REST_TOKEN: "",
    });
    expectRefusal(ended, /^demo: The token of the database is missing: give it in UPSTASH_REDIS_REST_TOKEN\.$/m);
  });

  test("no server, no address of one and no Docker", async () => {
    const nothing = { MORTISE_MONGODB_8_URL: "", DOCKER_HOST: "unix:///nowhere" };
    const { code, stderr } = await runDemo(["--port=0", "--adapter", "mongodb"], nothing);
    expect(stderr).toMatch(
      /^demo: There is no MongoDB 8\. Give .* with --address or in MORTISE_MONGODB_8_URL, or start Docker for a container/m,
    );
    expect(code).toBe(1);
  });

  test("somebody else's database, which --fresh leaves alone", async () => {
    const theirs = new SQLite(file("theirs.sqlite"));
    theirs.exec("create table recipe (name text); insert into recipe values ('bread')");
    const ended = await runDemo(["--port=0", "--fresh", "--file", file("theirs.sqlite")]);
    expectRefusal(
      ended,
      /^demo: .*theirs\.sqlite has a table "recipe" that the demo does not make with this adapter: give a new path/,
    );
    expect(theirs.prepare("select name from sqlite_master").pluck().all()).toEqual(["recipe"]);
    expect(theirs.prepare("select name from recipe").pluck().all()).toEqual(["bread"]);
    theirs.close();
  });
});

test("--help says what there is", async () => {
  const { code, stdout } = await runDemo(["--help"]);
  for (const option of ["--adapter NAME", "--address URL", "--file PATH", "--port N", "--fresh", "--help"]) {
    expect(stdout).toContain(`  ${option} `);
  }
  expect(code).toBe(0);
});

describe("a demo that runs", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo(["--file", file("run.sqlite")]);
  });
  afterAll(() => demo.stop());

  test("answers with a policy that lets no other script in", async () => {
    const { status, headers } = await fetch(demo.origin);
    expect(status).toBe(200);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self'/);
  });

  test("has the columns and indexes of the adapter's tables, by its migrations", () => {
    const reader = new SQLite(file("run.sqlite"), { readonly: true });
    for (const table of Object.values(tables)) {
      const { name, columns, indexes } = getTableConfig(table);
      const stored = reader.prepare("select name, type, [notnull] from pragma_table_info(?)").all(name);
      expect(stored).toEqual(
        columns.map((column) => ({
          name: column.name,
          type: column.getSQLType().toUpperCase(),
          notnull: Number(column.notNull),
        })),
      );
      const made = reader.prepare("select name from pragma_index_list(?)").pluck().all(name);
      expect(made).toEqual(expect.arrayContaining(indexes.map(({ config }) => config.name)));
    }
    reader.close();
  });

  test("answers under its own name alone", async () => {
    const { port } = new URL(demo.origin);
    const byAddress = await fetch(`http://127.0.0.1:${port}/mailbox`, { redirect: "manual" });
    expect(byAddress.headers.get("location")).toBe(`${demo.origin}/mailbox`);
    const posted = await fetch(`http://127.0.0.1:${port}/auth/signout`, { method: "POST" });
    expect(posted.status).toBe(421);
  });

  test("posts without the token of its own pages do nothing", async () => {
    const body = new URLSearchParams({ email: "somebody@example.com" });
    const response = await fetch(`${demo.origin}/auth/signin/email`, { method: "POST", body, redirect: "manual" });
    expect(response.headers.get("location")).toBe(`${demo.origin}/?error=MissingCSRF`);
    expect(await (await fetch(`${demo.origin}/mailbox`)).text()).toContain("No mail yet");
  });

  test("an address that leads nowhere, and a choice that nobody waits for", async () => {
    expect((await fetch(`${demo.origin}/nowhere`)).status).toBe(404);
    expect((await fetch(`${demo.origin}/people/nobody`)).status).toBe(400);
  });
});

describe("the end", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("%s ends it at once, an open stream too", async (signal) => {
    const demo = await startDemo(["--file", file(`${signal}.sqlite`)]);
    const stream = await fetch(`${demo.origin}/live`);
    const reader = stream.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain("rows-verificationToken");
    const cut = expect(reader?.read()).rejects.toThrow();
    const { code, stderr } = await demo.stop(signal);
    await cut;
    expect(stderr).toBe("");
    expect(code).toBe(0);
    await expect(fetch(demo.origin)).rejects.toThrow();
  });

  test("rows stay for the next start, and --fresh takes them away", async () => {
    const path = file("kept.sqlite");
    const users = () => {
      const reader = new SQLite(path, { readonly: true });
      const found = reader.prepare(`select name from "user"`).pluck().all();
      reader.close();
      return found;
    };
    await (await startDemo(["--file", path])).stop();
    const writer = new SQLite(path);
    writer.exec(`insert into "user" (id, name) values ('1', 'Ada')`);
    writer.close();
    await (await startDemo(["--file", path])).stop();
    expect(users()).toEqual(["Ada"]);
    await (await startDemo(["--file", path, "--fresh"])).stop();
    expect(users()).toEqual([]);
  });
});
