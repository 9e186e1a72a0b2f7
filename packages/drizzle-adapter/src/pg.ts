/**
 * The five tables for Drizzle's PostgreSQL dialect, for drizzle-kit and for your own queries. Names and columns are those
 * of the official adapter, so that its database is read as it is; what is added are the indexes, and `bigint` where a
 * value does not fit 31 bits (FID-09, WAN-07).
 * @module
 */
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";
import { keys, shapes, textKinds } from "./shapes.ts";

const shape = shapes({
  owner: (name) =>
    text(name)
      .notNull()
      .references((): AnyPgColumn => users.id, { onDelete: "cascade" }),
  instant: (name) => timestamp(name, { mode: "date" }),
  expires: (name) => timestamp(name, { mode: "date" }).notNull(),
  whole: (name) => bigint(name, { mode: "number" }),
  counter: (name) => bigint(name, { mode: "number" }).notNull(),
  flag: (name) => boolean(name).notNull(),
  id: (name) =>
    text(name)
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
  ...textKinds((name: string) => text(name)),
});

const key = keys({ primaryKey, index, unique });

export const users = pgTable("user", shape.user);
export const accounts = pgTable("account", shape.account, key.account);
export const sessions = pgTable("session", shape.session, key.session);
export const verificationTokens = pgTable("verificationToken", shape.verificationToken, key.verificationToken);
export const authenticators = pgTable("authenticator", shape.authenticator, key.authenticator);
