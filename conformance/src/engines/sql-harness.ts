/** A harness over a SQL engine: the second path in plain SQL, the engine's own plans, the wire as the meter. */
import {
  type FieldKind,
  type MortiseAdapter,
  type RecordName,
  standardFields,
  type Traits,
  traitsOf,
} from "@mortise/adapter-kit";
import type { Harness, RawPath, Row } from "../harness.ts";
import type { DriverRow, SqlDialect, SqlEngine, Statement } from "./engine.ts";

export interface SqlHarnessOptions<Client> {
  readonly engine: SqlEngine<Client>;
  /** The statements that make the tables, one each. */
  readonly schema: readonly string[];
  /** The adapter under test over a client. */
  readonly adapterOf: (client: Client) => MortiseAdapter;
  /** How many milliseconds one is, where a table keeps instants as numbers. 1, if absent. */
  readonly dateUnit?: 1 | 1000;
  /** What the adapter declares, where it was not made by `createAdapter`. */
  readonly traits?: Traits;
}

/** The tables of the official adapters; their columns are called as the fields are. */
const tables: { readonly [R in RecordName]: string } = {
  user: "user",
  account: "account",
  session: "session",
  verificationToken: "verificationToken",
  authenticator: "authenticator",
};
/** Rows that point to others come first, so that tables can be emptied in this order. */
const childrenFirst: readonly RecordName[] = ["session", "account", "authenticator", "verificationToken", "user"];

/** Makes the tables and answers the harness. */
export async function openSqlHarness<Client>(options: SqlHarnessOptions<Client>): Promise<Harness> {
  const { engine, schema, adapterOf } = options;
  for (const statement of schema) await engine.query(statement);
  const adapter = adapterOf(engine.client);
  const traits = options.traits ?? traitsOf(adapter);
  if (!traits) throw new TypeError("the adapter declares no traits; pass them");
  return {
    adapter,
    traits,
    raw: rawPath(engine, options.dateUnit ?? 1),
    meter: { count: () => engine.wire.trips },
    engine: engine.version,
    found: engine.found,
    driver: engine.driver,
    freshUserId: () =>
      traits.userIds.kind === "integer" ? String(1 + Math.floor(Math.random() * 2 ** 30)) : crypto.randomUUID(),
    async scans(call) {
      const statements = await engine.wire.during(call);
      const plans = await Promise.all(statements.map((statement) => dialects[engine.dialect].scans(engine, statement)));
      return plans.flat();
    },
    async openSecond() {
      const { client, close } = await engine.openClient();
      return { adapter: adapterOf(client), close };
    },
    close: () => engine.close(),
  };
}

function rawPath(engine: SqlEngine<unknown>, dateUnit: number): RawPath {
  const dialect = dialects[engine.dialect];
  const refused = new Map<RecordName, () => Promise<void>>();
  const insert = async <R extends RecordName>(record: R, row: Row<R>) => {
    const names = Object.keys(row).filter((name) => row[name] !== undefined);
    const values = names.map((name, index) => dialect.write(kindOf(record, name), index + 1));
    const params = names.map((name) => {
      const value = row[name];
      return value instanceof Date ? value.getTime() / dateUnit : dialect.param(value);
    });
    const columns = names.map((name) => `"${name}"`).join(", ");
    await engine.query(`insert into "${tables[record]}" (${columns}) values (${values.join(", ")})`, params);
  };
  return {
    async rows(record) {
      const names = Object.keys(standardFields[record]);
      const columns = names.map((name) => `${dialect.read(kindOf(record, name), `"${name}"`)} as "${name}"`);
      const rows = await engine.query(`select ${columns.join(", ")} from "${tables[record]}"`);
      return rows.map((row) =>
        Object.fromEntries(names.map((name) => [name, canonical(kindOf(record, name), row[name], dateUnit)])),
      ) as never;
    },
    insert,
    async insertOrphan(record, row) {
      await dialect.setForeignKeys(engine, tables[record], false);
      try {
        await insert(record, row);
      } finally {
        await dialect.setForeignKeys(engine, tables[record], true);
      }
    },
    async refuseInserts(record) {
      await dialect.refuse(engine, tables[record]);
      const lift = async () => {
        refused.delete(record);
        await dialect.allow(engine, tables[record]);
      };
      refused.set(record, lift);
      return lift;
    },
    async clear() {
      for (const lift of refused.values()) await lift();
      for (const record of childrenFirst) await engine.query(`delete from "${tables[record]}"`);
    },
  };
}

function kindOf(record: RecordName, name: string): FieldKind {
  return standardFields[record][name]?.kind ?? "string";
}

function canonical(kind: FieldKind, value: unknown, dateUnit: number): unknown {
  if (value === null) return null;
  if (kind === "date") return new Date(Number(value) * dateUnit);
  if (kind === "number") return Number(value);
  // An id may be a number in the table.
  return kind === "boolean" ? Boolean(value) : String(value);
}

/** What the second path says differently in each language. MySQL is told to take double quotes for names. */
interface RawDialect {
  /** A column, so that any driver answers it alike: instants as milliseconds, whole numbers as numbers. */
  read(kind: FieldKind, column: string): string;
  /** A parameter of a value given that way. */
  write(kind: FieldKind, position: number): string;
  param(value: unknown): unknown;
  setForeignKeys(engine: SqlEngine<unknown>, table: string, inForce: boolean): Promise<unknown>;
  refuse(engine: SqlEngine<unknown>, table: string): Promise<unknown>;
  allow(engine: SqlEngine<unknown>, table: string): Promise<unknown>;
  /** The parts of the engine's plan for a statement that read a whole table. */
  scans(engine: SqlEngine<unknown>, statement: Statement): Promise<string[]>;
}

const dialects: { readonly [D in SqlDialect]: RawDialect } = {
  sqlite: {
    read: (_, column) => column,
    write: () => "?",
    param: (value) => (typeof value === "boolean" ? Number(value) : value),
    setForeignKeys: (engine, _, inForce) => engine.query(`pragma foreign_keys = ${inForce ? "on" : "off"}`),
    refuse: (engine, table) =>
      engine.query(`create trigger "refuse_${table}" before insert on "${table}" begin select raise(abort, 'no'); end`),
    allow: (engine, table) => engine.query(`drop trigger if exists "refuse_${table}"`),
    async scans(engine, { text, params }) {
      const plan = await engine.query(`explain query plan ${text}`, params);
      return plan.map((step) => String(step.detail)).filter((detail) => detail.startsWith("SCAN"));
    },
  },

  pg: {
    read: (kind, column) =>
      kind === "date"
        ? `(extract(epoch from ${column}) * 1000)::float8`
        : kind === "number"
          ? `${column}::float8`
          : column,
    write: (kind, position) => (kind === "date" ? `to_timestamp($${position}::float8 / 1000)` : `$${position}`),
    param: (value) => value,
    setForeignKeys: (engine, table, inForce) =>
      engine.query(`alter table "${table}" ${inForce ? "enable" : "disable"} trigger all`),
    async refuse(engine, table) {
      await engine.query(
        `create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
      );
      await engine.query(`create trigger refuse before insert on "${table}" execute function refuse()`);
    },
    allow: (engine, table) => engine.query(`drop trigger if exists refuse on "${table}"`),
    async scans(engine, { text, params }) {
      // On a table of few rows the planner reads all of them though there is an index; the question is whether there is.
      await engine.query("set enable_seqscan = off");
      const plan = await engine.query(`explain ${text}`, params);
      await engine.query("reset enable_seqscan");
      return plan
        .map((step) => String(Object.values(step as DriverRow)[0]))
        .filter((line) => line.includes("Seq Scan"));
    },
  },

  mysql: {
    read: (kind, column) =>
      kind === "date"
        ? `timestampdiff(microsecond, '1970-01-01', ${column}) / 1000`
        : kind === "string"
          ? `convert(${column} using utf8mb4)`
          : column,
    write: (kind) => (kind === "date" ? "timestampadd(microsecond, ? * 1000, '1970-01-01')" : "?"),
    param: (value) => value,
    setForeignKeys: (engine, _, inForce) => engine.query(`set foreign_key_checks = ${Number(inForce)}`),
    refuse: (engine, table) =>
      engine.query(
        `create trigger "refuse_${table}" before insert on "${table}" for each row signal sqlstate '45000' set message_text = 'no'`,
      ),
    allow: (engine, table) => engine.query(`drop trigger if exists "refuse_${table}"`),
    async scans(engine, { text, params }) {
      const plan = await engine.query(`explain ${text.replaceAll("`", '"')}`, params);
      return plan.filter(({ type }) => type === "ALL").map(({ table }) => `all of ${table}`);
    },
  },
};
