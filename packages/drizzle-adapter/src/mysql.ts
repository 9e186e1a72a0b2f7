/**
 * The five tables for Drizzle's MySQL dialect (MariaDB too), for drizzle-kit and for your own queries. Names are those of
 * the official adapter, so that its database is read as it is. Other than there,
 *
 * - keys are `varbinary`, so that they are unique and found byte for byte whatever the server's collation (ACC-14, HOS-10);
 * - instants are `datetime(3)`: `timestamp` ends in 2038, cuts milliseconds off and follows the session's time zone;
 * - tokens and images are `mediumtext`, numbers beyond 31 bits `bigint` (FID-05, FID-07, FID-09, WAN-07).
 * @module
 */
import {
  type AnyMySqlColumn,
  bigint,
  boolean,
  customType,
  datetime,
  index,
  mediumtext,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import { keys, shapes } from "./shapes.ts";

const utf8 = new TextDecoder();

/** A string kept as its UTF-8 bytes. Drizzle's own `varbinary` takes bytes that are no `Buffer` for bits. */
const bytes = customType<{
  data: string;
  driverData: string | Uint8Array;
  config: { length: number };
  configRequired: true;
}>({
  dataType: ({ length }) => `varbinary(${length})`,
  fromDriver: (value) => (typeof value === "string" ? value : utf8.decode(value)),
});

/** An index holds 3,072 bytes: these lengths fit it in pairs, and hold what Auth.js makes (WAN-04, FID-11, FID-12). */
const short = 255;
const long = 1400;

const shape = shapes({
  id: (name) =>
    bytes(name, { length: short })
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
  owner: (name) =>
    bytes(name, { length: short })
      .notNull()
      .references((): AnyMySqlColumn => users.id, { onDelete: "cascade" }),
  word: (name) => bytes(name, { length: short }).notNull(),
  key: (name) => bytes(name, { length: long }).notNull(),
  email: (name) => bytes(name, { length: long }).unique(),
  text: (name) => mediumtext(name),
  instant: (name) => datetime(name, { mode: "date", fsp: 3 }),
  expires: (name) => datetime(name, { mode: "date", fsp: 3 }).notNull(),
  whole: (name) => bigint(name, { mode: "number" }),
  counter: (name) => bigint(name, { mode: "number" }).notNull(),
  flag: (name) => boolean(name).notNull(),
});
// A key of 4,096 characters does not fit a row's index, but an RSA or post-quantum public key is no index (WAN-05).
const authenticator = { ...shape.authenticator, credentialPublicKey: mediumtext("credentialPublicKey").notNull() };

const key = keys({ primaryKey, index, unique });

export const users = mysqlTable("user", shape.user);
export const accounts = mysqlTable("account", shape.account, key.account);
export const sessions = mysqlTable("session", shape.session, key.session);
export const verificationTokens = mysqlTable("verificationToken", shape.verificationToken, key.verificationToken);
export const authenticators = mysqlTable("authenticator", authenticator, key.authenticator);
