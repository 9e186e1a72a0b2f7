/** Growth on a SQL engine: rows are copied from one that the adapter wrote, in statements of the engine's own. */
import type { DriverRow, SqlDialect, Statement } from "@mortise/conformance/engines/engine";
import Database from "better-sqlite3";
import { querySqlite } from "../../../conformance/src/engines/sqlite-file.ts";
import type { Place } from "../contestants.ts";
import { analysis, tableNames } from "../settle.ts";
import type { Field, Ground, Plan } from "./growing.ts";
import { type Filled, hashOf, keyLength, recordsEach, writeFirst } from "./operations.ts";
import { mysqlScans, pgScans, sqliteScans } from "./plans.ts";

interface Language {
  /** The key of a record, as `keyOf` makes it. @param seed the text that is hashed, in SQL. */
  key(seed: string): string;
  /** What is to be said before rows are copied. */
  readonly before?: string;
  /** What is to be said after each statement that copies. */
  readonly after?: string;
  readonly explain: string;
  /** A line of the plan. */
  line(row: DriverRow): string;
  scans(plan: string): boolean;
}

const languages: { readonly [D in SqlDialect]: Language } = {
  pg: {
    key: (seed) => `left(encode(sha256((${seed})::bytea), 'hex'), ${keyLength})`,
    // Else the log of what was written takes as much room again as the rows.
    after: "checkpoint",
    explain: "explain (analyze, buffers)",
    line: (row) => String(row["QUERY PLAN"]),
    scans: pgScans,
  },
  mysql: {
    key: (seed) => `left(sha2(${seed}, 256), ${keyLength})`,
    before: "set session cte_max_recursion_depth = 1000000",
    // The tree, which is what 9.7 answers otherwise, says nothing of a DELETE and hides how a single row is found.
    explain: "explain format=traditional",
    line: (row) =>
      ["table", "type", "key", "ref", "rows", "Extra"].map((name) => `${name}=${row[name] ?? "-"}`).join(" "),
    scans: mysqlScans,
  },
  sqlite: {
    key: (seed) => `substr(sha256(${seed}), 1, ${keyLength})`,
    explain: "explain query plan",
    line: (row) => String(row.detail),
    scans: sqliteScans,
  },
};

/** Rows that one statement copies. */
const rowsAtOnce = 50_000;

export function sqlField({ place, adapter, overhear }: Ground, dialect: SqlDialect): Field {
  const language = languages[dialect];
  const { query, close } = dialect === "sqlite" ? openSqlite(place.url) : { query: queryOf(place), close: () => {} };

  /** Copies the only row of a table, but for its keys, and answers the table's name. */
  const copy = async (record: "user" | Filled, rows: number, step: number) => {
    const names = (await query(tableNames[dialect])).map(({ name }) => String(name));
    // Kysely's have a capital.
    const table = `"${names.find((name) => name.toLowerCase() === record.toLowerCase())}"`;
    const [first = {}] = await query(`select * from ${table}`);
    const seeds = seedsOf[record];
    const columns = Object.keys(first);
    const values = columns.map((column) => {
      const seed = seeds[column];
      return seed === undefined ? `first."${column}"` : language.key(seed);
    });
    const isFirst = Object.keys(seeds).map((column) => `first."${column}" = '${first[column]}'`);
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const last = Math.min(from + rowsAtOnce, rows) - step;
      await query(`insert into ${table} (${columns.map((column) => `"${column}"`)})
        with recursive numbers(n) as (select ${from} union all select n + ${step} from numbers where n < ${last})
        select ${values} from numbers cross join ${table} first where ${isFirst.join(" and ")}`);
      if (language.after !== undefined) await query(language.after);
    }
    return table;
  };

  return {
    async fill(filled, rows) {
      if (language.before !== undefined) await query(language.before);
      const first = await writeFirst(adapter, filled);
      const tables = filled === "verificationToken" ? [] : [await copy("user", rows, recordsEach)];
      tables.push(await copy(filled, rows, 1));
      await first.remove();
      await query(analysis[dialect](tables.join(", ")));
    },
    async explain(look, restore) {
      const statements = (await overhear(look)) as Statement[];
      await restore(adapter);
      return planOf(statements, query, language);
    },
    close: async () => close(),
  };
}

/** The columns that differ from row to row, each with the text in SQL that its key is made of. */
const seedsOf: { readonly [R in "user" | Filled]: Readonly<Record<string, string>> } = {
  user: { id: "concat('user ', n)", email: "concat('email ', n)" },
  session: { sessionToken: "concat('session ', n)", userId: `concat('user ', n - n % ${recordsEach})` },
  account: { providerAccountId: "concat('account ', n)", userId: `concat('user ', n - n % ${recordsEach})` },
  verificationToken: { identifier: "concat('identifier ', n)", token: "concat('verificationToken ', n)" },
};

type Query = NonNullable<Place["query"]>;

function queryOf({ query }: Place): Query {
  if (query === undefined) throw new TypeError("the place has no way past its contestants");
  return query;
}

/** SQLite hashes nothing by itself. */
function openSqlite(file: string): { readonly query: Query; close(): void } {
  const database = new Database(file);
  database.pragma("synchronous = off");
  // Else the rows, which come in no order, are written to the file and read again all the time.
  database.pragma("cache_size = -300000");
  database.function("sha256", { deterministic: true }, (text) => hashOf(String(text)));
  return { query: async (text, params = []) => querySqlite(database, text, params), close: () => database.close() };
}

/** What is explained may be done too, so it is taken back. */
async function planOf(
  statements: readonly Statement[],
  query: Query,
  { explain, line, scans }: Language,
): Promise<Plan> {
  const plans: string[] = [];
  for (const { text, params } of statements) {
    await query("begin");
    const rows = await query(`${explain} ${text}`, params);
    await query("rollback");
    plans.push(rows.map(line).join("\n"));
  }
  const text = statements.map((statement, at) => `${statement.text}\n${plans[at]}`).join("\n\n");
  return { text, scans: plans.some(scans) };
}
