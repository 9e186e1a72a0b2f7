/** Tables with other kinds of id than text, under the official names. */
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";
import { keys, shapes, textKinds } from "../src/shapes.ts";

const integerShape = shapes({
  ...textKinds((name: string) => sqlite.text(name)),
  id: (name) => sqlite.integer(name).primaryKey({ autoIncrement: true }),
  owner: (name) =>
    sqlite
      .integer(name)
      .notNull()
      .references((): sqlite.AnySQLiteColumn => integerUsers.id, { onDelete: "cascade" }),
  // Whole seconds: the coarser of SQLite's two grains.
  instant: (name) => sqlite.integer(name, { mode: "timestamp" }),
  expires: (name) => sqlite.integer(name, { mode: "timestamp" }).notNull(),
  whole: (name) => sqlite.integer(name),
  counter: (name) => sqlite.integer(name).notNull(),
  flag: (name) => sqlite.integer(name, { mode: "boolean" }).notNull(),
});
const integerKeys = keys(sqlite);
const integerUsers = sqlite.sqliteTable("user", integerShape.user);

/** SQLite with ids that the database counts up. */
export const integerIds = {
  usersTable: integerUsers,
  accountsTable: sqlite.sqliteTable("account", integerShape.account, integerKeys.account),
  sessionsTable: sqlite.sqliteTable("session", integerShape.session, integerKeys.session),
  verificationTokensTable: sqlite.sqliteTable(
    "verificationToken",
    integerShape.verificationToken,
    integerKeys.verificationToken,
  ),
  authenticatorsTable: sqlite.sqliteTable("authenticator", integerShape.authenticator, integerKeys.authenticator),
};

const uuidShape = shapes({
  ...textKinds((name: string) => pg.text(name)),
  id: (name) => pg.uuid(name).primaryKey().defaultRandom(),
  owner: (name) =>
    pg
      .uuid(name)
      .notNull()
      .references((): pg.AnyPgColumn => uuidUsers.id, { onDelete: "cascade" }),
  instant: (name) => pg.timestamp(name, { mode: "date", withTimezone: true }),
  expires: (name) => pg.timestamp(name, { mode: "date", withTimezone: true }).notNull(),
  whole: (name) => pg.bigint(name, { mode: "number" }),
  counter: (name) => pg.bigint(name, { mode: "number" }).notNull(),
  flag: (name) => pg.boolean(name).notNull(),
});
const uuidKeys = keys(pg);
const uuidUsers = pg.pgTable("user", uuidShape.user);

/** PostgreSQL with UUIDs that the database makes. */
export const uuids = {
  usersTable: uuidUsers,
  accountsTable: pg.pgTable("account", uuidShape.account, uuidKeys.account),
  sessionsTable: pg.pgTable("session", uuidShape.session, uuidKeys.session),
  verificationTokensTable: pg.pgTable("verificationToken", uuidShape.verificationToken, uuidKeys.verificationToken),
  authenticatorsTable: pg.pgTable("authenticator", uuidShape.authenticator, uuidKeys.authenticator),
};
