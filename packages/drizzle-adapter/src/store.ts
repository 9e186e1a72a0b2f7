/** The verbs, for all dialects; what differs between them is in `dialects.ts`. */
import {
  type AccountKey,
  oneTripEach,
  type RecordName,
  recordKeys,
  type Store,
  standardFields,
  type Traits,
  type Value,
} from "@mortise/adapter-kit";
import { sqlSchema } from "@mortise/adapter-kit/sql";
import { and, eq, lte, not, or, type SQL, type Table } from "drizzle-orm";
import { columnOf, dateGrainOf, fieldsOf, type RecordTables, toColumn, toRow, userIdsOf } from "./columns.ts";
import { classify, dialectOf } from "./dialects.ts";
import type { Dialect, QueryBuilder, Row } from "./query-builder.ts";
import { sqlTablesOf } from "./schema.ts";

/**
 * A store over a Drizzle database.
 * @param db any Drizzle database of PostgreSQL, MySQL or SQLite.
 * @param tables the table of each record.
 * @param hasAuthenticators whether the database has the authenticators' table, so that deleting a user can empty it.
 */
export function drizzleStore(db: object, tables: RecordTables, hasAuthenticators: boolean): Store {
  const { user, account, session, verificationToken, authenticator } = tables;
  const builder = db as QueryBuilder;
  const dialect = dialectOf(db);
  const fields = fieldsOf(tables);

  const is = (table: Table, field: string, value: Value): SQL => {
    const column = columnOf(table, field);
    return dialect.is(column, toColumn(column, value));
  };
  const isAccount = ({ provider, providerAccountId, isNumber }: AccountKey) => {
    const ids = isNumber ? dialect.spellings(providerAccountId) : [providerAccountId];
    return and(is(account, "provider", provider), or(...ids.map((id) => is(account, "providerAccountId", id))));
  };
  /**
   * Of the rows that an account id names, the one that was there first, in the spelling of the question: where the
   * official adapter's stands beside another, that one was linked without being looked up.
   */
  const asAsked = <R>(rows: readonly R[], { providerAccountId, isNumber }: AccountKey, accountOf: (row: R) => Row) => {
    const row = rows.find((each) => accountOf(each).providerAccountId !== providerAccountId) ?? rows[0];
    if (row && isNumber) accountOf(row).providerAccountId = providerAccountId;
    return (row ?? null) as never;
  };
  /** As many rows as an account id has spellings. */
  const most = ({ providerAccountId, isNumber }: AccountKey) =>
    isNumber ? dialect.spellings(providerAccountId).length : 1;
  const belongsTo = (table: Table) => eq(columnOf(table, "userId"), columnOf(user, "id"));
  const one = async (table: Table, condition: SQL | undefined) =>
    ((await builder.select().from(table).where(condition).limit(1))[0] ?? null) as never;
  const all = async (table: Table, condition: SQL) => (await builder.select().from(table).where(condition)) as never;
  const insert = (record: RecordName, row: Readonly<Record<string, Value>>) =>
    dialect.insert(tables[record], toRow(tables[record], row), recordKeys[record]) as never;
  const isExpired = (table: Table, now: Date) => lte(columnOf(table, "expires"), now);

  return {
    traits: {
      userIds: userIdsOf(user, dialect.isReturning),
      dateGrain: dateGrainOf(tables),
      ...tripsOf(dialect, tables),
    },
    fields,

    users: {
      insert: (row) => insert("user", row),
      byId: (id) => one(user, is(user, "id", id)),
      byEmail: (email) => one(user, is(user, "email", email)),
      async byAccount(key) {
        const joined = builder.select({ account, user }).from(account).innerJoin(user, belongsTo(account));
        const rows = await joined.where(isAccount(key)).limit(most(key));
        return asAsked(rows, key, (row) => row.account as Row);
      },
      update: (id, patch) => dialect.update(user, toRow(user, patch as never), is(user, "id", id), "wanted") as never,
      delete(id) {
        const owned = hasAuthenticators ? [session, account, authenticator] : [session, account];
        const deletions = owned.map((table) => ({ table, condition: is(table, "userId", id) }));
        return dialect.deleteAll([...deletions, { table: user, condition: is(user, "id", id) }]);
      },
    },

    accounts: {
      insert: (row) => insert("account", row),
      async byKey(key) {
        const rows = await builder.select().from(account).where(isAccount(key)).limit(most(key));
        return asAsked(rows, key, (row) => row);
      },
      async delete(key) {
        await dialect.send(() => builder.delete(account).where(isAccount(key)));
      },
      listByUser: (userId) => all(account, is(account, "userId", userId)),
    },

    sessions: {
      insert: (row) => insert("session", row),
      async withUser(sessionToken) {
        const joined = builder.select({ session, user }).from(session).innerJoin(user, belongsTo(session));
        return ((await joined.where(is(session, "sessionToken", sessionToken)).limit(1))[0] ?? null) as never;
      },
      update: (sessionToken, patch) =>
        dialect.update(session, toRow(session, patch as never), is(session, "sessionToken", sessionToken)) as never,
      async delete(sessionToken) {
        await dialect.send(() => builder.delete(session).where(is(session, "sessionToken", sessionToken)));
      },
      async deleteExpired(sessionToken, now) {
        const isIt = and(is(session, "sessionToken", sessionToken), isExpired(session, now));
        await dialect.send(() => builder.delete(session).where(isIt));
      },
      listByUser: (userId) => all(session, is(session, "userId", userId)),
      deleteByUser(userId, except) {
        const others = except.map((sessionToken) => not(is(session, "sessionToken", sessionToken)));
        return dialect.remove(session, and(is(session, "userId", userId), ...others));
      },
      sweep: (now, limit) => dialect.sweep(session, isExpired(session, now), recordKeys.session, limit),
    },

    tokens: {
      insert: (row) =>
        dialect.upsert(verificationToken, toRow(verificationToken, row), recordKeys.verificationToken, ["expires"]),
      take({ identifier, token }) {
        const isToken = is(verificationToken, "token", token);
        const condition =
          identifier === undefined
            ? and(isToken, dialect.isOnly(verificationToken, isToken))
            : and(is(verificationToken, "identifier", identifier), isToken);
        return dialect.take(verificationToken, condition, recordKeys.verificationToken) as never;
      },
      sweep: (now, limit) =>
        dialect.sweep(verificationToken, isExpired(verificationToken, now), recordKeys.verificationToken, limit),
    },

    authenticators: {
      insert: (row) => insert("authenticator", row),
      byId: (credentialID) => one(authenticator, is(authenticator, "credentialID", credentialID)),
      listByUser: (userId) => all(authenticator, is(authenticator, "userId", userId)),
      advanceCounter(credentialID, counter) {
        const highest = dialect.highest(columnOf(authenticator, "counter"), counter);
        const isIt = is(authenticator, "credentialID", credentialID);
        return dialect.update(authenticator, { counter: highest }, isIt, "wanted") as never;
      },
    },

    schema: sqlSchema(dialect.connection, () => sqlTablesOf(dialect, tables, hasAuthenticators)),

    classify,
  };
}

/** One trip each, and a second where the row itself is wanted and a statement does not answer with rows. */
function tripsOf(dialect: Dialect, tables: RecordTables): Pick<Traits, "trips" | "reasons"> {
  const inserts = { createUser: "user", linkAccount: "account", createSession: "session" } as const;
  const readBack = Object.entries(inserts).filter(([, record]) =>
    dialect.readsBack(tables[record], Object.keys(standardFields[record])),
  );
  const reasons = {
    ...Object.fromEntries(readBack.map(([method]) => [method, "the database's own defaults are read back"])),
    ...(dialect.isReturning ? {} : withoutReturning),
  };
  const second = Object.fromEntries(Object.keys(reasons).map((method) => [method, 2]));
  return { trips: { ...oneTripEach, ...second }, reasons };
}

const withoutReturning: Traits["reasons"] = {
  updateUser: "the complete user is read back",
  updateAuthenticatorCounter: "the row is read back, and tells a regression from an update",
  useVerificationToken: "the token is read, then removed: the number of removed rows says who got it",
};
