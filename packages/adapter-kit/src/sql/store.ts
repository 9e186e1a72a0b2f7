/**
 * The verbs of a store over SQL, for every query builder. PostgreSQL, SQLite and SQL Server answer with the rows that
 * a statement changed; MySQL and MariaDB do not, so there the number of affected rows decides. MariaDB's own RETURNING is
 * left alone: on a Galera cluster it lets several callers win.
 */
import { standardFields } from "../fields.ts";
import { type AccountKey, type RecordName, recordKeys, type Value } from "../records.ts";
import { oneTripEach, type Store, type Traits } from "../store.ts";
import { is, type Pieces, type Term, type Where } from "./conditions.ts";
import { type Deletion, together } from "./deletions.ts";
import { classify, isMissingTable, mostTries, untilNoDeadlock } from "./errors.ts";
import { type SqlConnection, sqlSchema } from "./schema.ts";
import type { SqlTable } from "./tables.ts";

/** A row under the names of the record's fields, in values that the kit takes. */
export type Row = Record<string, unknown>;

/** What came of a statement that changes rows. */
export interface Changed {
  /** The rows that were changed, where the language answers with them; of an insert, else what was sent. */
  readonly rows: readonly Row[];
  /** How many rows were changed. */
  readonly count: number;
  /** What a sequence of the database made. */
  readonly insertId?: unknown;
}

/**
 * What is asked for of the rows that a statement changes: themselves, if absent; how many they are; or nothing, since
 * to answer with rows takes a database longer.
 */
export type Wanted = "rows" | "count" | "nothing";

/** What an adapter's query builder does: statements of one table each, and pieces for those that are of more. */
export interface Statements<Sql> extends Pieces<Sql> {
  select(record: RecordName, where: Where, limit?: number): Promise<Row[]>;
  /**
   * The rows with the users to whom they belong, each under its record's name.
   * @param fields what is read of the record, if not all.
   */
  withUser(record: "account" | "session", where: Where, limit: number, fields?: readonly string[]): Promise<Row[]>;
  insert(record: RecordName, row: Row, wanted?: Wanted): Promise<Changed>;
  update(record: RecordName, changes: Row, where: Where): Promise<Changed>;
  /**
   * @param wanted the rows, if absent, where the language answers with them.
   * @param limit of SQL Server's statement, which takes a number of rows at most.
   */
  delete(record: RecordName, where: Where, wanted?: Wanted, limit?: number): Promise<Changed>;
  /**
   * Deletions for SQLite, which has no statement of several tables: together, or the last one, that of the user, before the
   * others, so that it takes all along where the foreign keys are in force.
   */
  deleteEach(deletions: readonly Deletion[]): Promise<unknown>;
  /** Why `deleteEach` takes a trip for each, if it does. */
  readonly apart?: string;
  /**
   * Whether all is done within a transaction of the app's. A deadlock undoes the whole of it, so that no statement of it
   * may be sent again.
   */
  readonly isTransaction?: boolean;
  /** Runs a statement of pieces. */
  run(statement: Sql): PromiseLike<unknown>;
  /** For the statements of the schema. */
  readonly connection: Pick<SqlConnection, "query" | "run">;
}

/** What the adapter knows of its tables. */
export interface SqlStoreOptions extends Pick<Store, "fields">, Pick<Traits, "userIds" | "dateGrain"> {
  /** The tables, that of users first; asked for when a schema is created or verified. */
  tables(): readonly SqlTable[];
  /** Whether the app has the table of authenticators, so that deleting a user is to empty it. */
  readonly hasAuthenticators: boolean;
  /** Whether the database has defaults of its own for fields beside these. */
  hasDefaults(record: RecordName, fields: readonly string[]): boolean;
}

/**
 * A store over SQL.
 * @param statements what the adapter's query builder does.
 */
export function sqlStore<Sql>(statements: Statements<Sql>, options: SqlStoreOptions): Store {
  const { language, select, insert, update, delete: remove, connection } = statements;
  const { fields, userIds, dateGrain, tables, hasAuthenticators, hasDefaults } = options;
  const isReturning = language !== "mysql";
  const again: typeof untilNoDeadlock = statements.isTransaction ? async (statement) => statement() : untilNoDeadlock;

  const one = async (record: RecordName, where: Where) => ((await select(record, where, 1))[0] ?? null) as never;
  const all = async (record: RecordName, where: Where) => (await select(record, where)) as never;
  const keyOf = (record: RecordName, row: Row) => recordKeys[record].map((field) => is(field, row[field] as Value));
  /** Removes rows, and answers how many. */
  const count = async (record: RecordName, where: Where, limit?: number) =>
    (await again(() => remove(record, where, "count", limit))).count;
  const clear = async (record: RecordName, where: Where) => void (await again(() => remove(record, where, "nothing")));

  /** How a number may be spelt: SQLite's drivers send every one as a real one, and so the official adapter wrote it. */
  const spellings = ({ providerAccountId: digits, isNumber }: AccountKey) =>
    isNumber && language === "sqlite" ? [digits, `${digits}.0`] : [digits];
  const isAccount = (key: AccountKey) => [is("provider", key.provider), is("providerAccountId", ...spellings(key))];
  /**
   * Of the rows that an account id names, the one that was there first, in the spelling of the question: where the
   * official adapter's stands beside another, that one was linked without being looked up.
   */
  const asAsked = <R>(rows: readonly R[], { providerAccountId, isNumber }: AccountKey, accountOf: (row: R) => Row) => {
    const row = rows.find((each) => accountOf(each).providerAccountId !== providerAccountId) ?? rows[0];
    if (row && isNumber) accountOf(row).providerAccountId = providerAccountId;
    return (row ?? null) as never;
  };

  const add = async (record: RecordName, row: Row) => {
    const { rows, insertId } = await again(() => insert(record, row));
    const sent = rows[0] ?? row;
    if (isReturning) return sent as never;
    const [made] = recordKeys[record].filter((field) => sent[field] === undefined);
    const stored = made === undefined ? sent : { ...sent, [made]: insertId };
    if (!hasDefaults(record, Object.keys(stored))) return stored as never;
    return (await one(record, keyOf(record, stored))) ?? (stored as never);
  };
  /** Changes the row with this key, and answers it if that costs nothing or it is `wanted`. */
  const change = async (record: RecordName, changes: Row, key: Where, wanted?: "wanted", guard: Where = []) => {
    const { rows } = await again(() => update(record, changes, [...key, ...guard]));
    if (isReturning) return (rows[0] ?? null) as never;
    return wanted ? one(record, key) : (null as never);
  };
  const isExpired = (now: Date): Term => ({ is: "<=", field: "expires", values: [now] });
  const sweep = async (record: RecordName, now: Date, limit: number) => {
    const expired = isExpired(now);
    if (language === "mssql") return count(record, [expired], limit);
    if (isReturning) return count(record, [{ is: "first", field: "", values: [limit], of: [expired] }, expired]);
    // Read first, without locks: a deletion along the index of expiry meets an update, which comes by the key, in a
    // deadlock.
    const rows = await select(record, [expired], limit);
    if (rows.length === 0) return 0;
    const values = rows.flatMap((row) => recordKeys[record].map((field) => row[field] as Value));
    return count(record, [{ is: "key", field: "", values }, expired]);
  };
  const ofUser = (id: string, ...records: RecordName[]): Deletion[] => [
    ...records.map((record) => ({ record, where: [is("userId", id)] })),
    { record: "user", where: [is("id", id)] },
  ];
  const deleteAll = (deletions: readonly Deletion[]) => {
    if (language === "sqlite") return statements.deleteEach(deletions);
    return again(() => statements.run(together[language](statements, deletions)));
  };

  return {
    traits: { userIds, dateGrain, ...tripsOf(statements, options) },
    fields,

    users: {
      insert: (row) => add("user", row),
      byId: (id) => one("user", [is("id", id)]),
      byEmail: (email) => one("user", [is("email", email)]),
      async byAccount(key) {
        const rows = await statements.withUser("account", isAccount(key), spellings(key).length, link);
        return asAsked(rows, key, (row) => row.account as Row);
      },
      update: (id, patch) => change("user", patch, [is("id", id)], "wanted"),
      async delete(id) {
        const owned: RecordName[] = ["session", "account"];
        if (!hasAuthenticators) return void (await deleteAll(ofUser(id, ...owned)));
        try {
          await deleteAll(ofUser(id, ...owned, "authenticator"));
        } catch (error) {
          // A database of the official adapter's has no such table before `createSchema` made it.
          if (!isMissingTable(error)) throw error;
          await deleteAll(ofUser(id, ...owned));
        }
      },
    },

    accounts: {
      insert: (row) => add("account", row),
      byKey: async (key) => asAsked(await select("account", isAccount(key), spellings(key).length), key, (row) => row),
      delete: (key) => clear("account", isAccount(key)),
      listByUser: (userId) => all("account", [is("userId", userId)]),
    },

    sessions: {
      insert: (row) => add("session", row),
      async withUser(sessionToken) {
        return ((await statements.withUser("session", [is("sessionToken", sessionToken)], 1))[0] ?? null) as never;
      },
      update: (sessionToken, patch) => change("session", patch, [is("sessionToken", sessionToken)]),
      delete: (sessionToken) => clear("session", [is("sessionToken", sessionToken)]),
      deleteExpired: (sessionToken, now) => clear("session", [is("sessionToken", sessionToken), isExpired(now)]),
      listByUser: (userId) => all("session", [is("userId", userId)]),
      deleteByUser(userId, except) {
        const others = except.map((token): Term => ({ is: "<>", field: "sessionToken", values: [token] }));
        return count("session", [is("userId", userId), ...others]);
      },
      sweep: (now, limit) => sweep("session", now, limit),
    },

    tokens: {
      async insert(token) {
        const key = keyOf("verificationToken", token);
        // An insert that gives way to the row which is there needs a unique key on the pair: the official tables have
        // none, and in MySQL it would change a row that only looks like this one.
        for (let left = mostTries; ; left -= 1) {
          try {
            await again(() => insert("verificationToken", token, "nothing"));
            return;
          } catch (error) {
            if (left === 0 || classify(error) !== "duplicate") throw error;
          }
          // Where there is none to update, the row was taken in between.
          const { expires } = token;
          if ((await again(() => update("verificationToken", { expires }, key))).count > 0) return;
        }
      },
      async take({ identifier, token }) {
        const record = "verificationToken";
        const only: Term = { is: isReturning ? "only" : "=", field: "token", values: [token] };
        const where = identifier === undefined ? [only] : keyOf(record, { identifier, token });
        if (isReturning) return ((await remove(record, where)).rows[0] ?? null) as never;
        const [row, ...others] = await select(record, where, 2);
        if (row === undefined || others.length > 0) return null;
        return (await count(record, keyOf(record, row))) === 1 ? (row as never) : null;
      },
      sweep: (now, limit) => sweep("verificationToken", now, limit),
    },

    authenticators: {
      insert: (row) => add("authenticator", row),
      byId: (credentialID) => one("authenticator", [is("credentialID", credentialID)]),
      listByUser: (userId) => all("authenticator", [is("userId", userId)]),
      async advanceCounter(credentialID, counter) {
        const key = [is("credentialID", credentialID)];
        const guard: Term = { is: "<=", field: "counter", values: [counter] };
        for (let left = mostTries; ; left -= 1) {
          const changed: Row | null = await change("authenticator", { counter }, key, "wanted", [guard]);
          // Where nothing was changed, the stored counter is the higher one, or there is none.
          const row = changed ?? (isReturning ? await one("authenticator", key) : null);
          // A lower one was stored in between.
          if (row === null || left === 0 || Number(Object(row).counter) >= counter) return row as never;
        }
      },
    },

    schema: sqlSchema({ language, ...connection }, tables),

    classify,
  };
}

/** What says whose an account is: the tokens of its provider stay where they are. */
const link = ["userId", ...recordKeys.account];

/** One trip each, and a second where the row itself is wanted and a statement does not answer with rows. */
function tripsOf(
  { language, apart }: Pick<Statements<never>, "language" | "apart">,
  { hasDefaults, hasAuthenticators }: SqlStoreOptions,
): Pick<Traits, "trips" | "reasons"> {
  if (apart !== undefined) {
    return { trips: { ...oneTripEach, deleteUser: hasAuthenticators ? 4 : 3 }, reasons: { deleteUser: apart } };
  }
  if (language !== "mysql") return { trips: oneTripEach, reasons: {} };
  const inserts = { createUser: "user", linkAccount: "account", createSession: "session" } as const;
  const readBack = Object.entries(inserts).filter(([, record]) =>
    hasDefaults(record, Object.keys(standardFields[record])),
  );
  const reasons = {
    ...Object.fromEntries(readBack.map(([method]) => [method, "the database's own defaults are read back"])),
    updateUser: "the complete user is read back",
    updateAuthenticatorCounter: "the row is read back, and tells a regression from an update",
    useVerificationToken: "the token is read, then removed: the number of removed rows says who got it",
  };
  const second = Object.fromEntries(Object.keys(reasons).map((method) => [method, 2]));
  return { trips: { ...oneTripEach, ...second }, reasons };
}
