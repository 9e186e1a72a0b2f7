/**
 * The limit of an adapter over SQL: each method by the statement that one writes by hand for the driver, over our own
 * tables. Nothing is checked, and nothing converted but what the driver has otherwise.
 */
import { type RecordName, recordKeys, standardFields } from "@mortise/adapter-kit";
import type { Subject } from "../world.ts";

export type Row = Record<string, unknown>;
type Answer<T> = T | Promise<T>;

/** A statement that the driver keeps. */
interface Prepared {
  one(params: readonly unknown[]): Answer<Row | undefined>;
  all(params: readonly unknown[]): Answer<Row[]>;
  /** For a statement that answers with no rows. */
  run(params: readonly unknown[]): Answer<unknown>;
}

/** A driver, used as it is best used. */
export interface BareDriver {
  /** A name in the quotes of the language. */
  quoted(name: string): string;
  /** @param text with `?` for each parameter. */
  prepare(text: string): Prepared;
  /**
   * Two statements, one after the other, for a language whose statements do not answer with the rows that they changed; a
   * language without it has `returning`. Answers what came of each: its rows, or how many it changed.
   */
  both?(first: string, second: string): (params: readonly unknown[]) => Promise<[Row[] | number, Row[] | number]>;
  /** A value as a parameter; never `undefined`. */
  sent(value: unknown): unknown;
  /** An instant that was answered. */
  date(value: unknown): Date;
  /** A key that was answered. */
  key(value: unknown): unknown;
}

/** What the tables are called. */
export type TableNames = Readonly<Record<RecordName, string>>;

/**
 * The nineteen methods over one driver. The columns are called as the fields are, and the foreign keys are in force, with
 * `on delete cascade`.
 */
export function bareSql(driver: BareDriver, tables: TableNames): Subject {
  const { quoted, prepare, both, sent, date } = driver;
  const read = readersOf(driver);
  const table = (record: RecordName) => quoted(tables[record]);
  const fieldsOf = (record: RecordName) => Object.keys(standardFields[record]);
  const columns = (record: RecordName, from = "") =>
    fieldsOf(record)
      .map((field) => from + quoted(field))
      .join(", ");
  const are = (fields: readonly string[], between = " and ") =>
    fields.map((field) => `${quoted(field)} = ?`).join(between);
  const returning = (record: RecordName) => (both ? "" : ` returning ${columns(record)}`);
  const select = (record: RecordName, ...by: string[]) =>
    `select ${columns(record)} from ${table(record)} where ${are(by)}`;
  const remove = (record: RecordName, ...by: string[]) => `delete from ${table(record)} where ${are(by)}`;
  /** Both records, one to one by the user's id: `o` owns `r`. */
  const withOwner = (record: RecordName, answered: string, ...by: string[]) =>
    `select ${answered} from ${table(record)} r join ${table("user")} o on o.${quoted("id")} = r.${quoted("userId")}
     where ${are(by)}`;

  const finding = <R extends RecordName>(record: R, ...by: string[]) => {
    const { one } = prepare(select(record, ...by));
    return async (...values: string[]) => read[record](await one(values)) as never;
  };
  const removing = (record: RecordName, ...by: string[]) => {
    const { run } = prepare(remove(record, ...by));
    return async (...values: string[]) => void (await run(values));
  };
  const inserting = (record: RecordName) => {
    const fields = fieldsOf(record);
    const { one, run } = prepare(
      `insert into ${table(record)} (${columns(record)}) values (${fields.map(() => "?").join(", ")})${returning(record)}`,
    );
    return async (given: Row) => {
      const params = fields.map((field) => sent(given[field]));
      if (!both) return read[record](await one(params)) as never;
      await run(params);
      return given as never;
    };
  };
  /** The statement that changes these fields of a row. It answers the row where that takes no more than the one trip. */
  const changing = (record: RecordName, fields: readonly string[], guard = ""): Prepared["one"] => {
    const [key = ""] = recordKeys[record];
    const change = `update ${table(record)} set ${are(fields, ", ")} where ${are([key])}${guard}${returning(record)}`;
    if (!both) return prepare(change).one;
    if (record === "session") return async (params) => void (await prepare(change).run(params));
    const changeAndRead = both(change, select(record, key));
    return async (params) => firstOf((await changeAndRead([...params, params[fields.length]]))[1]);
  };
  /** Changes a row in the fields that are given, with a statement for each set of them. */
  const updating = (record: RecordName) => {
    const [key = ""] = recordKeys[record];
    const statements = new Map<string, Prepared["one"]>();
    return async ({ [key]: id, ...changes }: Row) => {
      const fields = Object.keys(changes);
      const name = fields.join();
      const statement = statements.get(name) ?? changing(record, fields);
      statements.set(name, statement);
      return read[record](await statement([...fields.map((field) => sent(changes[field])), id])) as never;
    };
  };
  /** Removes the row with this key and answers it: who removed it has it, whoever else has read it. */
  const taking = (record: RecordName): Prepared["one"] => {
    const removal = remove(record, ...recordKeys[record]);
    if (!both) return prepare(removal + returning(record)).one;
    const readAndRemove = both(select(record, ...recordKeys[record]), removal);
    return async (params) => {
      const [rows, removed] = await readAndRemove([...params, ...params]);
      return removed === 1 ? firstOf(rows) : undefined;
    };
  };
  const upsert = () => {
    const [identifier, token, expires] = fieldsOf("verificationToken").map(quoted);
    const insert = `insert into ${table("verificationToken")} (${columns("verificationToken")}) values (?, ?, ?)`;
    return both
      ? `${insert} as new on duplicate key update ${expires} = new.${expires}`
      : `${insert} on conflict (${identifier}, ${token}) do update set ${expires} = excluded.${expires}`;
  };

  const insertUser = inserting("user");
  const ownerOf = prepare(withOwner("account", columns("user", "o."), "provider", "providerAccountId"));
  const sessionAndUser = prepare(
    withOwner("session", `${columns("session", "r.")}, ${columns("user", "o.")}`, "sessionToken"),
  );
  const findAccount = finding("account", "provider", "providerAccountId");
  const removeAccount = removing("account", "provider", "providerAccountId");
  const insertToken = prepare(upsert());
  const takeToken = taking("verificationToken");
  const authenticatorsOf = prepare(select("authenticator", "userId"));
  const advance = changing("authenticator", ["counter"], ` and ${quoted("counter")} <= ?`);

  return {
    createUser: (user) => insertUser({ ...user, id: crypto.randomUUID() }),
    getUser: finding("user", "id"),
    getUserByEmail: finding("user", "email"),
    getUserByAccount: async ({ provider, providerAccountId }) =>
      read.user(await ownerOf.one([provider, providerAccountId])) as never,
    updateUser: updating("user"),
    deleteUser: removing("user", "id"),
    linkAccount: inserting("account"),
    unlinkAccount: ({ provider, providerAccountId }) => removeAccount(provider, providerAccountId),
    getAccount: (providerAccountId, provider) => findAccount(provider, providerAccountId),
    createSession: inserting("session"),
    async getSessionAndUser(sessionToken) {
      const row = await sessionAndUser.one([sessionToken]);
      if (!row || date(row.expires) <= new Date()) return null;
      return { session: read.session(row), user: read.user(row) } as never;
    },
    updateSession: updating("session"),
    deleteSession: removing("session", "sessionToken"),
    async createVerificationToken(token) {
      await insertToken.run([token.identifier, token.token, sent(token.expires)]);
      return token;
    },
    async useVerificationToken({ identifier, token }) {
      const row = await takeToken([identifier, token]);
      return !row || date(row.expires) <= new Date() ? null : (read.verificationToken(row) as never);
    },
    createAuthenticator: inserting("authenticator") as never,
    getAuthenticator: finding("authenticator", "credentialID"),
    listAuthenticatorsByUserId: async (userId) =>
      (await authenticatorsOf.all([userId])).map(read.authenticator) as never,
    async updateAuthenticatorCounter(credentialID, counter) {
      const row = await advance([counter, credentialID, counter]);
      if (row?.counter !== counter) throw new Error("there is no such authenticator, or its counter is higher");
      return read.authenticator(row) as never;
    },
  };
}

function firstOf(result: Row[] | number): Row | undefined {
  return typeof result === "number" ? undefined : result[0];
}

/** Rows as records. Nothing is made of nothing. */
function readersOf({ date, key }: BareDriver): Record<RecordName, (row: Row | undefined) => Row | null> {
  return {
    user: (row) =>
      row
        ? {
            id: key(row.id),
            name: row.name,
            email: key(row.email),
            emailVerified: row.emailVerified === null ? null : date(row.emailVerified),
            image: row.image,
          }
        : null,
    account: (row) =>
      row
        ? {
            ...row,
            userId: key(row.userId),
            type: key(row.type),
            provider: key(row.provider),
            providerAccountId: key(row.providerAccountId),
          }
        : null,
    session: (row) =>
      row ? { sessionToken: key(row.sessionToken), userId: key(row.userId), expires: date(row.expires) } : null,
    verificationToken: (row) =>
      row ? { identifier: key(row.identifier), token: key(row.token), expires: date(row.expires) } : null,
    authenticator: (row) =>
      row
        ? {
            ...row,
            credentialID: key(row.credentialID),
            userId: key(row.userId),
            providerAccountId: key(row.providerAccountId),
            credentialPublicKey: key(row.credentialPublicKey),
            credentialDeviceType: key(row.credentialDeviceType),
            credentialBackedUp: Boolean(row.credentialBackedUp),
          }
        : null,
  };
}
