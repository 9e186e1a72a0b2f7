/** How long an app that has just been started takes to answer who somebody is. */
import { writeFile } from "node:fs/promises";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import { getMigrations } from "better-auth/db/migration";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { Kysely, SqliteDialect } from "kysely-current";
import type { ColdStartResult } from "../results.ts";
import { ordersOf } from "../rounds.ts";
import { randomOf, spread } from "../statistics.ts";
import { buildInto, inFolder } from "./built.ts";
import { askChild } from "./child.ts";

interface Contestant {
  readonly name: string;
  /** Its file in `starts`. */
  readonly file: string;
  /** Its tables in an empty database. */
  createTables(database: Database.Database): Promise<unknown>;
}

const withDrizzle = (database: Database.Database) => DrizzleAdapter(drizzle(database)).createSchema();
const withKysely = (database: Database.Database) =>
  KyselyAdapter(new Kysely<object>({ dialect: new SqliteDialect({ database }) })).createSchema();
const withBetterAuth = async (database: Database.Database) => (await getMigrations({ database })).runMigrations();

const contestants: readonly Contestant[] = [
  { name: "better-sqlite3", file: "bare.ts", createTables: withDrizzle },
  { name: "drizzle-orm", file: "drizzle-bare.ts", createTables: withDrizzle },
  { name: "@mortise/drizzle-adapter", file: "drizzle.ts", createTables: withDrizzle },
  { name: "@auth/drizzle-adapter", file: "drizzle-official.ts", createTables: withDrizzle },
  {
    name: "@better-auth/drizzle-adapter with @better-auth/core",
    file: "drizzle-better-auth.ts",
    createTables: withBetterAuth,
  },
  { name: "kysely", file: "kysely-bare.ts", createTables: withKysely },
  { name: "@mortise/kysely-adapter", file: "kysely.ts", createTables: withKysely },
  { name: "@auth/kysely-adapter", file: "kysely-official.ts", createTables: withKysely },
];

/**
 * Cold starts on SQLite in memory, from before the first import until the first answer, each in a process of its own.
 *
 * Each contestant is one minified file with its query builder in it, as the bundler of an app makes it; better-sqlite3 is
 * native code and comes from where it is installed. It stands alone besides, and so do the query builders, with a
 * statement written by hand: an adapter costs what it takes longer than these. The tables are there: the database is
 * opened from the bytes of a file, with no disk between. The contestants are started in turn.
 */
export async function measureColdStarts({ runs }: { readonly runs: number }): Promise<ColdStartResult[]> {
  return inFolder(async (folder) => {
    const child = await buildInto(folder, "start-child.ts");
    const starts = await Promise.all(contestants.map((contestant) => prepare(contestant, folder)));
    // What the system reads from the disk at the first start, it has in memory at the others.
    for (const start of starts) await timeOf(child, start);
    const times = contestants.map((): number[] => []);
    for (const order of ordersOf(contestants.length, runs, randomOf(1))) {
      for (const at of order) times[at]?.push(await timeOf(child, starts[at] ?? []));
    }
    return contestants.map(({ name }, at) => ({ name, time: spread(times[at] ?? []) }));
  });
}

/** The arguments of a contestant's start. */
async function prepare({ file, createTables }: Contestant, folder: string): Promise<readonly string[]> {
  const path = await buildInto(folder, `starts/${file}`);
  const database = new Database(":memory:");
  await createTables(database);
  await writeFile(`${path}.sqlite`, database.serialize());
  return [path, `${path}.sqlite`];
}

async function timeOf(child: string, start: readonly string[]): Promise<number> {
  const { found, time } = await askChild<{ found: unknown; time: number }>(child, ...start);
  if (found !== null) throw new Error(`${start[0]} found what is not there: ${JSON.stringify(found)}`);
  return time;
}
