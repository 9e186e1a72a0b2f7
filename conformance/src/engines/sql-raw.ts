/** The second path in plain SQL. */
import {
  type FieldKind,
  type Fields,
  type NamesOf,
  namesOf,
  type RecordName,
  recordKeys,
  standardFields,
} from "@mortise/adapter-kit";
import type { ExtraField, RawPath, Row, Variant } from "../harness.ts";
import type { SqlEngine } from "./engine.ts";
import { languages, type RawTable } from "./sql-languages.ts";

/** Rows that point to others come first, so that tables can be emptied and removed in this order. */
export const childrenFirst: readonly RecordName[] = [
  "session",
  "account",
  "authenticator",
  "verificationToken",
  "user",
];

/** A statement of SQLite takes 32,766 parameters. */
const rowsAtOnce = 500;

/** What a table is called, for the second path. */
export function rawTable(names: NamesOf, record: RecordName, schema: string | undefined): RawTable {
  const plain = names.table(record);
  return { plain, schema, name: schema === undefined ? `"${plain}"` : `"${schema}"."${plain}"` };
}

/**
 * The second path to the tables of a variant.
 * @param dates how many milliseconds one is, where a table keeps instants as numbers; or that it keeps them as texts.
 */
export function sqlRawPath(engine: SqlEngine<unknown>, variant: Variant, dates: 1 | 1000 | "iso"): RawPath {
  const language = languages[engine.dialect];
  const names = namesOf(variant);
  const refusals: (() => Promise<void>)[] = [];
  const extras: { [R in RecordName]?: Record<string, ExtraField> } = {};
  for (const [record, fields] of Object.entries(variant.fields ?? {})) extras[record as RecordName] = { ...fields };

  const table = (record: RecordName) => rawTable(names, record, variant.schema);
  const fieldsOf = (record: RecordName): Fields => ({ ...standardFields[record], ...extras[record] });
  const kindOf = (record: RecordName, name: string): FieldKind => fieldsOf(record)[name]?.kind ?? "string";
  const column = (record: RecordName, field: string) => `"${names.column(record, field)}"`;
  const param = (kind: FieldKind, value: unknown) => {
    if (value instanceof Date) return dates === "iso" ? value.toISOString() : value.getTime() / dates;
    return kind === "json" && value !== null ? JSON.stringify(value) : language.param(value);
  };
  /** A condition on the fields that name a row, and its parameters. */
  const keyOf = (record: RecordName, row: Row, from: number) => {
    const fields = recordKeys[record];
    const parts = fields.map((field, index) => `${column(record, field)} = ${language.write("string", from + index)}`);
    return { condition: parts.join(" and "), params: fields.map((field) => row[field]) };
  };

  /** One statement for rows that have the same fields. */
  const insertRows = async (record: RecordName, rows: readonly Row[]) => {
    const [first] = rows;
    if (first === undefined) return;
    const fields = Object.keys(first).filter((name) => first[name] !== undefined);
    const columns = fields.map((name) => column(record, name)).join(", ");
    const values = rows.map((_, row) => {
      const written = fields.map((name, at) => language.write(kindOf(record, name), row * fields.length + at + 1));
      return `(${written.join(", ")})`;
    });
    const params = rows.flatMap((row) => fields.map((name) => param(kindOf(record, name), row[name])));
    await engine.query(`insert into ${table(record).name} (${columns}) values ${values.join(", ")}`, params);
  };
  const insert = <R extends RecordName>(record: R, row: Row<R>) => insertRows(record, [row]);
  const refuse = async (record: RecordName, what: "insert" | "delete") => {
    await language.refuse(engine, table(record), what);
    const lift = async () => {
      refusals.splice(refusals.indexOf(lift), 1);
      await language.allow(engine, table(record), what);
    };
    refusals.push(lift);
    return lift;
  };

  return {
    async rows(record) {
      const fields = Object.keys(fieldsOf(record));
      const columns = fields.map((name) => `${language.read(kindOf(record, name), column(record, name))} as "${name}"`);
      const rows = await engine.query(`select ${columns.join(", ")} from ${table(record).name}`);
      return rows.map((row) =>
        Object.fromEntries(fields.map((name) => [name, canonical(kindOf(record, name), row[name], dates)])),
      ) as never;
    },
    insert,
    async insertAll(record, rows) {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        await insertRows(record, rows.slice(from, from + rowsAtOnce));
      }
    },
    async insertOrphan(record, row) {
      await language.setForeignKeys(engine, table(record), false);
      try {
        await insert(record, row);
      } finally {
        await language.setForeignKeys(engine, table(record), true);
      }
    },
    async delete(record, row) {
      const { condition, params } = keyOf(record, row, 1);
      await engine.query(`delete from ${table(record).name} where ${condition}`, params);
    },
    refuseInserts: (record) => refuse(record, "insert"),
    refuseDeletes: (record) => refuse(record, "delete"),
    async spoil(record, row) {
      const field = { user: "emailVerified", account: "expires_at", authenticator: "counter" }[record as "user"];
      const name = field ?? "expires";
      const isInstant = kindOf(record, name) === "date" || engine.dialect === "sqlite";
      // A column of numbers takes numbers alone: then it is one that no number of JavaScript is.
      const value = isInstant ? language.noInstant : "9223372036854775807";
      const { condition, params } = keyOf(record, row, 1);
      const text = `update ${table(record).name} set ${column(record, name)} = ${value} where ${condition}`;
      await leniently(engine, () => engine.query(text, params));
    },
    exists: async (record) =>
      engine.query(`select 1 from ${table(record).name}`).then(
        () => true,
        () => false,
      ),
    async uniqueKeys(record) {
      const rows = await engine.query(language.uniqueKeys(table(record)));
      const keys = rows.flatMap(({ columns }) => (columns === null ? [] : [String(columns).split("\n")]));
      const fields = new Map(Object.keys(fieldsOf(record)).map((field) => [names.column(record, field), field]));
      return keys.map((key) => key.map((name) => fields.get(name) ?? name));
    },
    async addField(record, name, field) {
      extras[record] = { ...extras[record], [name]: field };
      const literal = typeof field.default === "string" ? `'${field.default}'` : String(field.default);
      const type = language.types[field.kind];
      const clause = field.default === undefined ? "" : ` default ${literal}`;
      await engine.query(`alter table ${table(record).name} add column ${column(record, name)} ${type}${clause}`);
    },
    async dump() {
      const all = await Promise.all(childrenFirst.map((record) => engine.query(`select * from ${table(record).name}`)));
      return JSON.stringify(all, (_, value) => (typeof value === "bigint" ? String(value) : textOf(value)));
    },
    execute: async (statement) => void (await engine.query(statement)),
    async clear() {
      for (const lift of [...refusals]) await lift();
      for (const record of childrenFirst) await engine.query(`delete from ${table(record).name}`);
    },
  };
}

/** MySQL refuses an instant that is none unless it is told not to. */
async function leniently(engine: SqlEngine<unknown>, work: () => Promise<unknown>): Promise<void> {
  if (engine.dialect !== "mysql") return void (await work());
  const [row] = await engine.query("select @@sql_mode as mode");
  await engine.query("set session sql_mode = 'ANSI_QUOTES'");
  try {
    await work();
  } finally {
    await engine.query("set session sql_mode = ?", [row?.mode]);
  }
}

/** Bytes that hold a text, as they come out of a buffer's own JSON. */
function textOf(value: unknown): unknown {
  const { type, data } = Object(value);
  return type === "Buffer" && Array.isArray(data) ? Buffer.from(data).toString("utf8") : value;
}

function canonical(kind: FieldKind, value: unknown, dates: 1 | 1000 | "iso"): unknown {
  if (value === null) return null;
  if (kind === "date") return new Date(dates === "iso" ? String(value) : Number(value) * dates);
  if (kind === "number") return Number(value);
  if (kind === "json") return typeof value === "string" ? JSON.parse(value) : value;
  // An id may be a number in the table.
  return kind === "boolean" ? Boolean(value) : String(value);
}
