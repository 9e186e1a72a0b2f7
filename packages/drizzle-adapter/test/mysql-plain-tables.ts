/** Tables as an app may have them: `varchar` in whatever collation the server has, so that many strings are one to it. */

import { namesOf } from "@mortise/adapter-kit";
import {
  type AnyMySqlColumn,
  bigint,
  boolean,
  datetime,
  index,
  mysqlTable,
  primaryKey,
  text,
  unique,
  varchar,
} from "drizzle-orm/mysql-core";
import { keys, shapes } from "../src/shapes.ts";

const names = namesOf();
const shape = shapes(
  {
    id: (name) => varchar(name, { length: 36 }).primaryKey(),
    owner: (name) =>
      varchar(name, { length: 36 })
        .notNull()
        .references((): AnyMySqlColumn => usersTable.id, { onDelete: "cascade" }),
    word: (name) => varchar(name, { length: 30 }).notNull(),
    key: (name) => varchar(name, { length: 350 }).notNull(),
    email: (name) => varchar(name, { length: 350 }).unique(),
    text: (name) => text(name),
    instant: (name) => datetime(name, { mode: "date", fsp: 3 }),
    expires: (name) => datetime(name, { mode: "date", fsp: 3 }).notNull(),
    whole: (name) => bigint(name, { mode: "number" }),
    counter: (name) => bigint(name, { mode: "number" }).notNull(),
    flag: (name) => boolean(name).notNull(),
  },
  names,
);
const key = keys({ primaryKey, index, unique }, names);

export const usersTable = mysqlTable("user", shape.user);
export const accountsTable = mysqlTable("account", shape.account, key.account);
export const sessionsTable = mysqlTable("session", shape.session, key.session);
export const verificationTokensTable = mysqlTable("verificationToken", shape.verificationToken, key.verificationToken);
export const authenticatorsTable = mysqlTable("authenticator", shape.authenticator, key.authenticator);
