/** better-auth's tables for Drizzle, as its own command writes them: from what it says of its fields, in each dialect. */
import { getAuthTables } from "better-auth/db";
import { type Relations, relations } from "drizzle-orm";
import * as mysql from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";

/** What the columns of the three dialects have in common, as far as it is used here. */
interface Column {
  notNull(): Column;
  unique(): Column;
  primaryKey(): Column;
  references(of: () => unknown, options: { onDelete: "cascade" }): Column;
}

type Table = Readonly<Record<string, unknown>>;

interface Dialect {
  table(name: string, columns: Record<string, Column>, indexes: (table: Table) => unknown[]): Table;
  index(name: string): { on(column: never): unknown };
  id(name: string): Column;
  /** A string by which rows are found. */
  key(name: string): Column;
  string(name: string): Column;
  boolean(name: string): Column;
  date(name: string): Column;
}

const dialects = {
  sqlite: {
    table: sqlite.sqliteTable,
    index: sqlite.index,
    id: (name: string) => sqlite.text(name),
    key: (name: string) => sqlite.text(name),
    string: (name: string) => sqlite.text(name),
    boolean: (name: string) => sqlite.integer(name, { mode: "boolean" }),
    date: (name: string) => sqlite.integer(name, { mode: "timestamp_ms" }),
  },
  pg: {
    table: pg.pgTable,
    index: pg.index,
    id: (name: string) => pg.text(name),
    key: (name: string) => pg.text(name),
    string: (name: string) => pg.text(name),
    boolean: (name: string) => pg.boolean(name),
    date: (name: string) => pg.timestamp(name),
  },
  mysql: {
    table: mysql.mysqlTable,
    index: mysql.index,
    id: (name: string) => mysql.varchar(name, { length: 36 }),
    key: (name: string) => mysql.varchar(name, { length: 255 }),
    string: (name: string) => mysql.text(name),
    boolean: (name: string) => mysql.boolean(name),
    date: (name: string) => mysql.timestamp(name, { fsp: 3 }),
  },
};

/** The tables by their names, and the relations by which better-auth's adapter reads a row with those that belong to it. */
export interface BetterAuthSchema {
  readonly tables: Readonly<Record<string, Table>>;
  readonly relations: Readonly<Record<string, Relations>>;
}

export function betterAuthSchema(name: keyof typeof dialects): BetterAuthSchema {
  const dialect = dialects[name] as never as Dialect;
  const tables: Record<string, Table> = {};
  for (const [model, { fields }] of Object.entries(getAuthTables({}))) {
    const columns = Object.entries(fields).map(([field, { type, required, unique, index, sortable, references }]) => {
      const kind = references
        ? "id"
        : type === "date" || type === "boolean"
          ? type
          : unique || index || sortable
            ? "key"
            : "string";
      const plain = dialect[kind](field);
      const whole = required ? plain.notNull() : plain;
      const own = unique ? whole.unique() : whole;
      return [field, references ? own.references(() => tables[references.model]?.id, { onDelete: "cascade" }) : own];
    });
    const indexed = Object.keys(fields).filter((field) => fields[field]?.index);
    tables[model] = dialect.table(
      model,
      { id: dialect.id("id").primaryKey(), ...Object.fromEntries(columns) },
      (table) => indexed.map((field) => dialect.index(`${model}_${field}_idx`).on(table[field] as never)),
    );
  }
  const { user, session, account } = tables as Record<string, never>;
  const owner = (table: Table) =>
    relations(table as never, ({ one }) => ({
      user: one(user as never, { fields: [table.userId as never], references: [Object(user).id as never] }),
    }));
  return {
    tables,
    relations: {
      userRelations: relations(user as never, ({ many }) => ({
        sessions: many(session as never),
        accounts: many(account as never),
      })),
      sessionRelations: owner(session as never),
      accountRelations: owner(account as never),
    },
  };
}
