/** The drivers, each used as it is best used: statements that are prepared once, and values in the driver's own forms. */
import type { openPglite } from "@mortise/conformance/engines/pglite";
import type Database from "better-sqlite3";
import type { Pool as MysqlPool } from "mysql2/promise";
import type { Pool as PgPool } from "pg";
import type { BareDriver, Row } from "./sql.ts";

export type PGlite = Awaited<ReturnType<typeof openPglite>>["client"];

/** How tables of SQLite keep instants: as milliseconds, or as ISO strings. */
export type SqliteDates = "milliseconds" | "iso";

const inDouble = (name: string) => `"${name}"`;
const asIs = (value: unknown) => value;

export function bareSqlite(database: Database.Database, dates: SqliteDates): BareDriver {
  const instant = (date: Date) => (dates === "iso" ? date.toISOString() : date.getTime());
  return {
    quoted: inDouble,
    prepare(text) {
      const statement = database.prepare<unknown[], Row>(text);
      return {
        one: (params) => statement.get(params),
        all: (params) => statement.all(params),
        run: (params) => statement.run(params),
      };
    },
    sent: (value) =>
      value instanceof Date ? instant(value) : typeof value === "boolean" ? Number(value) : (value ?? null),
    date: (value) => new Date(value as string | number),
    key: asIs,
  };
}

/** What PostgreSQL says of an instant in a column without a time zone is in UTC; what it says of an int8 fits a number. */
const parsers = {
  20: Number,
  1114: (text: string) => new Date(`${text.replace(" ", "T")}Z`),
} as const;

/** Options of a pool of node-postgres by which it answers with the values that a record has. */
export function typesOf(builtin: { getTypeParser(oid: number, format?: "text"): unknown }) {
  return { getTypeParser: (oid: number) => parsers[oid as keyof typeof parsers] ?? builtin.getTypeParser(oid, "text") };
}

/** PostgreSQL takes an ISO string in a column of either kind, with a time zone and without. */
const forPostgres = {
  quoted: inDouble,
  sent: (value: unknown) => (value instanceof Date ? value.toISOString() : (value ?? null)),
  date: (value: unknown) => value as Date,
  key: asIs,
};

function numbered(text: string): string {
  let last = 0;
  return text.replaceAll("?", () => {
    last += 1;
    return `$${last}`;
  });
}

/** @param pool with the `types` above. */
export function bareNodePostgres(pool: PgPool): BareDriver {
  let last = 0;
  return {
    ...forPostgres,
    prepare(text) {
      last += 1;
      const statement = { name: `bare_${last}`, text: numbered(text) };
      const all = async (values: readonly unknown[]) =>
        (await pool.query<Row>({ ...statement, values: values as unknown[] })).rows;
      return { one: async (values) => (await all(values))[0], all, run: all };
    },
  };
}

/** PGlite keeps no statement that was prepared: `query` parses it each time. */
export function barePglite(database: PGlite): BareDriver {
  return {
    ...forPostgres,
    prepare(text) {
      const statement = numbered(text);
      const all = async (values: readonly unknown[]) =>
        (await database.query<Row>(statement, values as unknown[], { parsers })).rows;
      return { one: async (values) => (await all(values))[0], all, run: all };
    },
  };
}

/** @param pool with `timezone: "Z"`. */
export function bareMysql2(pool: MysqlPool): BareDriver {
  return {
    quoted: (name) => `\`${name}\``,
    prepare(text) {
      const all = async (values: readonly unknown[]) => (await pool.execute(text, values as never))[0] as Row[];
      return { one: async (values) => (await all(values))[0], all, run: all };
    },
    // Each takes a trip: for one message of several statements a pool would have to be open to those of an attacker too.
    both(first, second) {
      const places = first.split("?").length - 1;
      const send = async (text: string, values: readonly unknown[]) => {
        const [result] = await pool.execute(text, values as never);
        return Array.isArray(result) ? (result as Row[]) : (result as { affectedRows: number }).affectedRows;
      };
      return async (values) => [await send(first, values.slice(0, places)), await send(second, values.slice(places))];
    },
    sent: (value) => value ?? null,
    date: (value) => value as Date,
    // The tables keep keys as bytes.
    key: (value) =>
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length).toString() : value,
  };
}
