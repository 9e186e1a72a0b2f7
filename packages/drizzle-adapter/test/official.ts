/** The official adapter with its own tables, whose definitions its package has but does not export. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DrizzleAdapter as OfficialAdapter } from "@auth/drizzle-adapter";
import type { OfficialAdapter as OfficialMethods, Variant } from "@mortise/conformance";
import type { OfficialParts } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import * as mysql from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";
import { extraColumns } from "./extra-columns.ts";

type Dialect = "pg" | "mysql" | "sqlite";
type TableSet = Record<string, unknown>;

const folder = dirname(createRequire(import.meta.url).resolve("@auth/drizzle-adapter"));

/** The official tables: `usersTable` and so on, of which each may be given. */
export async function officialTables(dialect: Dialect, given: TableSet = {}): Promise<TableSet> {
  const { defineTables } = await import(pathToFileURL(join(folder, "lib", `${dialect}.js`)).href);
  return defineTables(given);
}

/** The official table of users with the app's own columns in it, as an app writes it from the official documentation. */
const usersWith: { readonly [D in Dialect]: (variant: Variant) => unknown } = {
  pg: (variant) =>
    pg.pgTable("user", {
      id: pg
        .text("id")
        .primaryKey()
        .$defaultFn(() => crypto.randomUUID()),
      name: pg.text("name"),
      email: pg.text("email").unique(),
      emailVerified: pg.timestamp("emailVerified", { mode: "date" }),
      image: pg.text("image"),
      ...extraColumns.pg(variant).users,
    }),
  mysql: (variant) =>
    mysql.mysqlTable("user", {
      id: mysql
        .varchar("id", { length: 255 })
        .primaryKey()
        .$defaultFn(() => crypto.randomUUID()),
      name: mysql.varchar("name", { length: 255 }),
      email: mysql.varchar("email", { length: 255 }).unique(),
      emailVerified: mysql.timestamp("emailVerified", { mode: "date", fsp: 3 }),
      image: mysql.varchar("image", { length: 255 }),
      ...extraColumns.mysql(variant).users,
    }),
  sqlite: (variant) =>
    sqlite.sqliteTable("user", {
      id: sqlite
        .text("id")
        .primaryKey()
        .$defaultFn(() => crypto.randomUUID()),
      name: sqlite.text("name"),
      email: sqlite.text("email").unique(),
      emailVerified: sqlite.integer("emailVerified", { mode: "timestamp_ms" }),
      image: sqlite.text("image"),
      ...extraColumns.sqlite(variant).users,
    }),
};

/**
 * The official adapter for a harness.
 * @param drizzle makes a Drizzle database of a client.
 * @param schemaOf the statements that drizzle-kit makes of tables.
 */
export async function official<Client>(
  dialect: Dialect,
  drizzle: (client: Client) => object,
  schemaOf: (tables: TableSet) => Promise<string[]>,
): Promise<OfficialParts<Client>> {
  const tablesWith = new Map<string, TableSet>();
  const prepare = async (fields: Variant["fields"]) => {
    const given = fields === undefined ? {} : { usersTable: usersWith[dialect]({ fields }) };
    const tables = await officialTables(dialect, given);
    tablesWith.set(JSON.stringify(fields), tables);
    return tables;
  };
  /** An app without columns of its own passes no tables. */
  const argsOf = (client: Client, fields: Variant["fields"]): never =>
    [drizzle(client), ...(fields === undefined ? [] : [tablesWith.get(JSON.stringify(fields))])] as never;
  const call = (make: (...args: never) => unknown, client: Client, fields: Variant["fields"]) =>
    make(...(argsOf(client, fields) as never[] as never));
  return {
    // The official MySQL table of sessions keeps whole seconds.
    ...(dialect === "mysql" ? { dateGrain: 1000 } : {}),
    schema: async (fields) => schemaOf(await prepare(fields)),
    adapterOf: (client, fields) => call(OfficialAdapter as never, client, fields) as OfficialMethods,
    ours(client, fields, options) {
      const [db, tables] = argsOf(client, fields) as never[];
      return DrizzleAdapter(db as never, tables, options);
    },
  };
}
