/** The five tables in Drizzle's SQLite dialect. */
import { namesOf } from "@mortise/adapter-kit";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  type SQLiteColumnBuilderBase,
  sqliteTable,
  text,
  unique,
} from "drizzle-orm/sqlite-core";
import { keys, type None, shapes, type TablesOptions, textKinds } from "../shapes.ts";

/**
 * The five tables under names of your own, or with columns of your own, to hand to `DrizzleAdapter` and to drizzle-kit.
 * @param options names in place of the official ones, and columns beside those of Auth.js by table. SQLite has no schemas, so `schema` is left out.
 * @returns the tables under the names that `DrizzleAdapter` takes.
 * @throws TypeError when a name cannot be one.
 *
 * @example
 * ```ts
 * import { createTables } from "@mortise/drizzle-adapter/sqlite";
 * import { text } from "drizzle-orm/sqlite-core";
 *
 * const tables = createTables({ prefix: "app_", users: { role: text("role").default("member") } });
 * ```
 */
export function createTables<
  Users extends Record<string, SQLiteColumnBuilderBase> = None,
  Accounts extends Record<string, SQLiteColumnBuilderBase> = None,
  Sessions extends Record<string, SQLiteColumnBuilderBase> = None,
>(options: TablesOptions<Users, Accounts, Sessions> = {}) {
  const names = namesOf(options);
  const table = sqliteTable;
  const shape = shapes(
    {
      id: (name) =>
        text(name)
          .primaryKey()
          .$defaultFn(() => crypto.randomUUID()),
      owner: (name) =>
        text(name)
          .notNull()
          .references((): AnySQLiteColumn => usersTable.id, { onDelete: "cascade" }),
      ...textKinds((name: string) => text(name)),
      instant: (name) => integer(name, { mode: "timestamp_ms" }),
      expires: (name) => integer(name, { mode: "timestamp_ms" }).notNull(),
      whole: (name) => integer(name),
      counter: (name) => integer(name).notNull(),
      flag: (name) => integer(name, { mode: "boolean" }).notNull(),
    },
    names,
  );
  const key = keys({ primaryKey, index, unique }, names);

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
    authenticatorsTable: table(names.table("authenticator"), shape.authenticator, key.authenticator),
  };
}

/** The tables under their official names. */
export const tables = createTables();
