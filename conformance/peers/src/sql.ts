/** A harness over a SQL engine for tables that are called, keyed and dated as each official adapter has them. */
import { type FieldKind, namesOf, type RecordName, standardFields, type Traits } from "@mortise/adapter-kit";
import { type Harness, NotCheckable, type RawPath, type Row, type Variant } from "@mortise/conformance";
import type { SqlEngine } from "../../src/engines/engine.ts";
import { languages } from "../../src/engines/sql-languages.ts";
import { childrenFirst, rawTable, sqlRawPath } from "../../src/engines/sql-raw.ts";
import { asAdapter } from "./peer.ts";

export { noAuthenticators } from "../../src/engines/sql-harness.ts";

/** What the second path has to know of the tables. What is absent is as in the contract. */
export interface Tables extends Pick<Variant, "tables" | "columns"> {
  /** What the adapter itself puts into columns that are no fields. */
  readonly fill?: { readonly [R in RecordName]?: () => Readonly<Record<string, unknown>> };
  /** How an instant is kept: as the engine's own, as an ISO string, or as the digits of its milliseconds. */
  readonly dates?: "own" | "iso" | "digits";
}

export interface PeerHarnessOptions<Client> {
  readonly engine: SqlEngine<Client>;
  /** The statements that make the tables, one each. */
  readonly schema: readonly string[];
  readonly tables?: Tables;
  readonly adapterOf: (client: Client) => object;
  readonly traits: Traits;
  /**
   * A second adapter has made its connection before a case gets it. For an adapter of which each call that comes before
   * the first connection opens a pool of its own: a case that calls twenty at once would leave the server full.
   */
  readonly isWarmed?: true;
}

/** Makes the tables and answers the harness. */
export async function openPeerHarness<Client>(options: PeerHarnessOptions<Client>): Promise<Harness> {
  const { engine, schema, tables = {}, adapterOf, traits } = options;
  for (const statement of schema) await engine.query(statement);
  const construct: NonNullable<Harness["construct"]> = (kit) => {
    if (kit) throw new NotCheckable("the adapter has no options of this kind");
    return asAdapter(adapterOf(engine.client));
  };
  return {
    adapter: construct(),
    traits,
    raw: rawPath(engine, tables),
    meter: { count: () => engine.wire.trips },
    engine: engine.version,
    found: engine.found,
    freshUserId: () =>
      traits.userIds.kind === "integer" ? String(1 + Math.floor(Math.random() * 2 ** 30)) : crypto.randomUUID(),
    async scans(call) {
      const statements = await engine.wire.during(call);
      const { scans } = languages[engine.dialect];
      return (await Promise.all(statements.map((statement) => scans(engine, statement)))).flat();
    },
    async openSecond(clientOptions) {
      const { client, close } = await engine.openClient(clientOptions);
      const adapter = asAdapter(adapterOf(client));
      if (options.isWarmed) await adapter.getUser(crypto.randomUUID());
      return { adapter, close };
    },
    construct,
    outage: () => engine.outage?.() ?? moveTables(engine, tables),
    ...(engine.cable ? { cable: engine.cable } : {}),
    close: () => engine.close(),
  };
}

/** Where there is no server to take away, every statement fails because its table is somewhere else. */
async function moveTables(engine: SqlEngine<unknown>, tables: Tables): Promise<() => Promise<void>> {
  const names = childrenFirst.map((record) => namesOf(tables).table(record));
  for (const name of names) await engine.query(`alter table "${name}" rename to "${name}_away"`);
  return async () => {
    for (const name of names) await engine.query(`alter table "${name}_away" rename to "${name}"`);
  };
}

/** The suite's second path, with rows read and written as these tables have them. */
function rawPath(engine: SqlEngine<unknown>, { fill = {}, dates = "own", ...variant }: Tables): RawPath {
  const language = languages[engine.dialect];
  const names = namesOf(variant);
  const column = (record: RecordName, field: string) => `"${names.column(record, field)}"`;
  const kindOf = (record: RecordName, field: string): FieldKind => standardFields[record][field]?.kind ?? "string";
  const isText = (kind: FieldKind) => kind === "date" && dates !== "own";

  const insert = async (record: RecordName, row: Row) => {
    const stored: Record<string, unknown> = { ...fill[record]?.(), ...row };
    const fields = Object.keys(stored).filter((field) => stored[field] !== undefined);
    const kinds = fields.map((field) => (stored[field] instanceof Date ? "date" : kindOf(record, field)));
    const values = kinds.map((kind, index) => language.write(isText(kind) ? "string" : kind, index + 1));
    const params = fields.map((field) => {
      const value = stored[field];
      if (!(value instanceof Date)) return language.param(value);
      if (dates === "own") return value.getTime();
      return dates === "iso" ? value.toISOString() : String(value.getTime());
    });
    const columns = fields.map((field) => column(record, field)).join(", ");
    const table = rawTable(names, record, undefined).name;
    await engine.query(`insert into ${table} (${columns}) values (${values.join(", ")})`, params);
  };

  return {
    ...sqlRawPath(engine, variant, 1),
    async rows(record) {
      const fields = Object.entries(standardFields[record]).map(([field, { kind }]) => ({ field, kind }));
      const columns = fields.map(({ field, kind }) => {
        const own = column(record, field);
        return `${isText(kind) ? own : language.read(kind, own)} as "${field}"`;
      });
      const rows = await engine.query(`select ${columns.join(", ")} from ${rawTable(names, record, undefined).name}`);
      return rows.map((row) =>
        Object.fromEntries(fields.map(({ field, kind }) => [field, canonical(kind, row[field], dates)])),
      ) as never;
    },
    insert,
    async insertOrphan(record, row) {
      const table = rawTable(names, record, undefined);
      await language.setForeignKeys(engine, table, false);
      try {
        await insert(record, row);
      } finally {
        await language.setForeignKeys(engine, table, true);
      }
    },
  };
}

function canonical(kind: FieldKind, value: unknown, dates: NonNullable<Tables["dates"]>): unknown {
  if (value === null) return null;
  if (kind === "date") return new Date(dates === "iso" ? String(value) : Number(value));
  if (kind === "number") return Number(value);
  // An id may be a number in the table.
  return kind === "boolean" ? Boolean(value) : String(value);
}
