/** The five tables in Drizzle's MySQL dialect. */
import { namesOf } from "@mortise/adapter-kit";
import {
  type AnyMySqlColumn,
  bigint,
  boolean,
  customType,
  datetime,
  index,
  type MySqlColumnBuilderBase,
  mediumtext,
  mysqlSchema,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import { keys, type None, shapes, type TablesOptions } from "../shapes.ts";

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

/**
 * The five tables under names of your own, or with columns of your own, to hand to `DrizzleAdapter` and to drizzle-kit.
 * @param options names in place of the official ones, and columns beside those of Auth.js by table.
 * @returns the tables under the names that `DrizzleAdapter` takes.
 * @throws TypeError when a name cannot be one.
 *
 * @example
 * ```ts
 * import { createTables } from "@mortise/drizzle-adapter/mysql";
 * import { varchar } from "drizzle-orm/mysql-core";
 *
 * const tables = createTables({ prefix: "app_", users: { role: varchar("role", { length: 32 }).default("member") } });
 * ```
 */
export function createTables<
  Users extends Record<string, MySqlColumnBuilderBase> = None,
  Accounts extends Record<string, MySqlColumnBuilderBase> = None,
  Sessions extends Record<string, MySqlColumnBuilderBase> = None,
>(options: TablesOptions<Users, Accounts, Sessions> = {}) {
  const names = namesOf(options);
  // The two differ in their types alone, by whether the schema has a name.
  const table = (options.schema === undefined ? mysqlTable : mysqlSchema(options.schema).table) as typeof mysqlTable;
  const shape = shapes(
    {
      id: (name) =>
        bytes(name, { length: short })
          .primaryKey()
          .$defaultFn(() => crypto.randomUUID()),
      owner: (name) =>
        bytes(name, { length: short })
          .notNull()
          .references((): AnyMySqlColumn => usersTable.id, { onDelete: "cascade" }),
      word: (name) => bytes(name, { length: short }).notNull(),
      key: (name) => bytes(name, { length: long }).notNull(),
      email: (name) => bytes(name, { length: long }).unique(),
      text: (name) => mediumtext(name),
      instant: (name) => datetime(name, { mode: "date", fsp: 3 }),
      expires: (name) => datetime(name, { mode: "date", fsp: 3 }).notNull(),
      whole: (name) => bigint(name, { mode: "number" }),
      counter: (name) => bigint(name, { mode: "number" }).notNull(),
      flag: (name) => boolean(name).notNull(),
    },
    names,
  );
  const key = keys({ primaryKey, index, unique }, names);
  // A key of 4,096 characters does not fit a row's index, but an RSA or post-quantum public key is no index (WAN-05).
  const publicKey = mediumtext(names.column("authenticator", "credentialPublicKey")).notNull();

  const usersTable = table(names.table("user"), { ...shape.user, ...(options.users as Users) });
  return {
    usersTable,
    accountsTable: table(
      names.table("account"),
      { ...shape.account, ...(options.accounts as Accounts) },
      key.account as never,
    ),
    sessionsTable: table(
      names.table("session"),
      { ...shape.session, ...(options.sessions as Sessions) },
      key.session as never,
    ),
    verificationTokensTable: table(names.table("verificationToken"), shape.verificationToken, key.verificationToken),
    authenticatorsTable: table(
      names.table("authenticator"),
      { ...shape.authenticator, credentialPublicKey: publicKey },
      key.authenticator,
    ),
  };
}

/** The tables under their official names. */
export const tables = createTables();
