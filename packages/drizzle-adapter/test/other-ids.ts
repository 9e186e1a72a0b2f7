/** Tables with other kinds of id than text. */
import { type Names, namesOf } from "@mortise/adapter-kit";
import * as mysql from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";
import { keys, shapes, textKinds } from "../src/shapes.ts";

/**
 * SQLite with ids that the database counts up.
 * @param mode the grain of its instants: milliseconds, or the coarser of the two.
 */
export function integerTables(own: Names = {}, mode: "timestamp" | "timestamp_ms" = "timestamp") {
  const names = namesOf(own);
  // Both read as a `Date`; the compiler wants to know which one it is.
  const grain = mode as "timestamp";
  const shape = shapes(
    {
      ...textKinds((name: string) => sqlite.text(name)),
      id: (name) => sqlite.integer(name).primaryKey({ autoIncrement: true }),
      owner: (name) =>
        sqlite
          .integer(name)
          .notNull()
          .references((): sqlite.AnySQLiteColumn => usersTable.id, { onDelete: "cascade" }),
      instant: (name) => sqlite.integer(name, { mode: grain }),
      expires: (name) => sqlite.integer(name, { mode: grain }).notNull(),
      whole: (name) => sqlite.integer(name),
      counter: (name) => sqlite.integer(name).notNull(),
      flag: (name) => sqlite.integer(name, { mode: "boolean" }).notNull(),
    },
    names,
  );
  const key = keys(sqlite, names);
  const { sqliteTable: table } = sqlite;
  const usersTable = table(names.table("user"), shape.user);
  return {
    usersTable,
    accountsTable: table(names.table("account"), shape.account, key.account),
    sessionsTable: table(names.table("session"), shape.session, key.session),
    verificationTokensTable: table(names.table("verificationToken"), shape.verificationToken, key.verificationToken),
    authenticatorsTable: table(names.table("authenticator"), shape.authenticator, key.authenticator),
  };
}

/** PostgreSQL with ids that the database makes, UUIDs or numbers, and timestamps with a time zone. */
function pgTables(
  own: Names,
  id: (name: string) => pg.PgColumnBuilderBase,
  owner: (name: string, users: () => pg.AnyPgColumn) => pg.PgColumnBuilderBase,
): Record<string, pg.PgTable> {
  const names = namesOf(own);
  const users: { table?: { readonly id?: pg.AnyPgColumn } } = {};
  const shape = shapes(
    {
      ...textKinds((name: string) => pg.text(name)),
      id,
      owner: (name) => owner(name, () => users.table?.id as pg.AnyPgColumn),
      instant: (name) => pg.timestamp(name, { mode: "date", withTimezone: true }),
      expires: (name) => pg.timestamp(name, { mode: "date", withTimezone: true }).notNull(),
      whole: (name) => pg.bigint(name, { mode: "number" }),
      counter: (name) => pg.bigint(name, { mode: "number" }).notNull(),
      flag: (name) => pg.boolean(name).notNull(),
    },
    names,
  );
  const key = keys(pg, names);
  const { pgTable: table } = pg;
  const usersTable = table(names.table("user"), shape.user);
  users.table = usersTable as never;
  return {
    usersTable,
    accountsTable: table(names.table("account"), shape.account, key.account as never),
    sessionsTable: table(names.table("session"), shape.session, key.session as never),
    verificationTokensTable: table(names.table("verificationToken"), shape.verificationToken, key.verificationToken),
    authenticatorsTable: table(names.table("authenticator"), shape.authenticator, key.authenticator as never),
  };
}

export const uuidTables = (names: Names = {}): Record<string, pg.PgTable> =>
  pgTables(
    names,
    (name) => pg.uuid(name).primaryKey().defaultRandom(),
    (name, users) => pg.uuid(name).notNull().references(users, { onDelete: "cascade" }),
  );

export const identityTables = (names: Names = {}): Record<string, pg.PgTable> =>
  pgTables(
    names,
    (name) => pg.integer(name).primaryKey().generatedByDefaultAsIdentity(),
    (name, users) => pg.integer(name).notNull().references(users, { onDelete: "cascade" }),
  );

/** MySQL with ids that the database counts up. */
export function autoIncrementTables(own: Names = {}) {
  const names = namesOf(own);
  const shape = shapes(
    {
      id: (name) => mysql.int(name).autoincrement().primaryKey(),
      owner: (name) =>
        mysql
          .int(name)
          .notNull()
          .references((): mysql.AnyMySqlColumn => usersTable.id, { onDelete: "cascade" }),
      word: (name) => mysql.varchar(name, { length: 30 }).notNull(),
      key: (name) => mysql.varchar(name, { length: 350 }).notNull(),
      email: (name) => mysql.varchar(name, { length: 350 }).unique(),
      text: (name) => mysql.text(name),
      instant: (name) => mysql.datetime(name, { mode: "date", fsp: 3 }),
      expires: (name) => mysql.datetime(name, { mode: "date", fsp: 3 }).notNull(),
      whole: (name) => mysql.bigint(name, { mode: "number" }),
      counter: (name) => mysql.bigint(name, { mode: "number" }).notNull(),
      flag: (name) => mysql.boolean(name).notNull(),
    },
    names,
  );
  const key = keys(mysql, names);
  const { mysqlTable: table } = mysql;
  const usersTable = table(names.table("user"), shape.user);
  return {
    usersTable,
    accountsTable: table(names.table("account"), shape.account, key.account),
    sessionsTable: table(names.table("session"), shape.session, key.session),
    verificationTokensTable: table(names.table("verificationToken"), shape.verificationToken, key.verificationToken),
    authenticatorsTable: table(names.table("authenticator"), shape.authenticator, key.authenticator),
  };
}
