/** The five tables in Drizzle's PostgreSQL dialect. */
import { namesOf } from "@mortise/adapter-kit";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  type PgColumnBuilderBase,
  pgSchema,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";
import { keys, type None, shapes, type TablesOptions, textKinds } from "../shapes.ts";

/**
 * The five tables under names of your own, or with columns of your own, to hand to `DrizzleAdapter` and to drizzle-kit.
 * @param options names in place of the official ones, and columns beside those of Auth.js by table.
 * @returns the tables under the names that `DrizzleAdapter` takes.
 * @throws TypeError when a name cannot be one.
 *
 * @example
 * ```ts
 * import { createTables } from "@mortise/drizzle-adapter/pg";
 * import { text } from "drizzle-orm/pg-core";
 *
 * const tables = createTables({ prefix: "app_", users: { role: text("role").default("member") } });
 * ```
 */
export function createTables<
  Users extends Record<string, PgColumnBuilderBase> = None,
  Accounts extends Record<string, PgColumnBuilderBase> = None,
  Sessions extends Record<string, PgColumnBuilderBase> = None,
>(options: TablesOptions<Users, Accounts, Sessions> = {}) {
  const names = namesOf(options);
  // The two differ in their types alone, by whether the schema has a name.
  const table = (options.schema === undefined ? pgTable : pgSchema(options.schema).table) as typeof pgTable;
  const shape = shapes(
    {
      owner: (name) =>
        text(name)
          .notNull()
          .references((): AnyPgColumn => usersTable.id, { onDelete: "cascade" }),
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
