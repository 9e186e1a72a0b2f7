/**
 * The five tables for Drizzle's SQLite dialect, for drizzle-kit and for your own queries. Names and columns are those of
 * the official adapter, so that its database is read as it is; what is added are the indexes.
 * @module
 */
import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { keys, shapes, textKinds } from "./shapes.ts";

const shape = shapes({
  id: (name) =>
    text(name)
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
  owner: (name) =>
    text(name)
      .notNull()
      .references((): AnySQLiteColumn => users.id, { onDelete: "cascade" }),
  ...textKinds((name: string) => text(name)),
  instant: (name) => integer(name, { mode: "timestamp_ms" }),
  expires: (name) => integer(name, { mode: "timestamp_ms" }).notNull(),
  whole: (name) => integer(name),
  counter: (name) => integer(name).notNull(),
  flag: (name) => integer(name, { mode: "boolean" }).notNull(),
});

const key = keys({ primaryKey, index, unique });

export const users = sqliteTable("user", shape.user);
export const accounts = sqliteTable("account", shape.account, key.account);
export const sessions = sqliteTable("session", shape.session, key.session);
export const verificationTokens = sqliteTable("verificationToken", shape.verificationToken, key.verificationToken);
export const authenticators = sqliteTable("authenticator", shape.authenticator, key.authenticator);
