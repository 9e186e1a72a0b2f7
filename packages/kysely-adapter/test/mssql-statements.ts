/** What each method sends to SQL Server, word for word, written out and read over; on no server has it been run. */
import type { MortiseAdapter } from "@mortise/adapter-kit";

const expires = new Date("2030-01-02T03:04:05.678Z");
const sent = "2030-01-02T03:04:05.678";

/** A comparison that counts every letter and blank; its value is sent three times, first as this parameter. */
export const exactly: (column: string, first: number) => string = (column: string, first: number) =>
  `(${column} = @${first} and ${column} = convert(varchar(8000), @${first + 1} collate Latin1_General_100_BIN2_UTF8)` +
  ` and ${column} + '.' = convert(varchar(8000), (@${first + 2} + '.') collate Latin1_General_100_BIN2_UTF8))`;

const thrice = (value: unknown) => [value, value, value];

/** What is read of a record, from there. */
export const columns = {
  user: (from = "") =>
    `${from}"id" as "a", ${from}"name" as "b", ${from}"email" as "c", ` +
    `convert(varchar(23), ${from}"emailVerified", 126) as "d", ${from}"image" as "e"`,
  account: (from = "") =>
    `${from}"userId" as "a", ${from}"type" as "b", ${from}"provider" as "c", ${from}"providerAccountId" as "d", ` +
    `${from}"refresh_token" as "e", ${from}"access_token" as "f", ${from}"expires_at" as "g", ${from}"token_type" as "h", ` +
    `${from}"scope" as "i", ${from}"id_token" as "j", ${from}"session_state" as "k"`,
  session: (from = "") =>
    `${from}"sessionToken" as "a", ${from}"userId" as "b", convert(varchar(23), ${from}"expires", 126) as "c"`,
  token: (from = "") =>
    `${from}"identifier" as "a", ${from}"token" as "b", convert(varchar(23), ${from}"expires", 126) as "c"`,
  authenticator: (from = "") =>
    `${from}"credentialID" as "a", ${from}"userId" as "b", ${from}"providerAccountId" as "c", ` +
    `${from}"credentialPublicKey" as "d", ${from}"counter" as "e", ${from}"credentialDeviceType" as "f", ` +
    `${from}"credentialBackedUp" as "g", ${from}"transports" as "h"`,
};

/** Of an account that a user is looked for by, and of the user. */
const ofLink = '"Account"."userId" as "a", "Account"."provider" as "b", "Account"."providerAccountId" as "c"';
const ofOwner =
  '"User"."id" as "d", "User"."name" as "e", "User"."email" as "f", convert(varchar(23), "User"."emailVerified", 126) as "g", "User"."image" as "h"';

const account = { userId: "a user", type: "oauth", provider: "github", providerAccountId: "7" };
const passkey = {
  credentialID: "AA//BB==",
  userId: "a user",
  providerAccountId: "AA//BB==",
  credentialPublicKey: "key",
  counter: 0,
  credentialDeviceType: "singleDevice",
  credentialBackedUp: false,
};
const isAccount = `${exactly('"Account"."provider"', 1)} and ${exactly('"Account"."providerAccountId"', 4)}`;

export interface Sent {
  readonly call: (adapter: MortiseAdapter) => Promise<unknown>;
  /** Each statement with its parameters; a parameter that is `undefined` is made by the adapter. */
  readonly statements: readonly (readonly [sql: string, ...parameters: unknown[]])[];
}

/** What is sent where no row is found. */
export const methods: Readonly<Record<string, Sent>> = {
  createUser: {
    call: (adapter) => adapter.createUser({ email: "ada@example.com", emailVerified: expires }),
    statements: [
      [
        `insert into "User" ("email", "emailVerified", "id") output ${columns.user('"inserted".')} values (@1, @2, @3)`,
        "ada@example.com",
        sent,
        undefined,
      ],
    ],
  },
  getUser: {
    call: (adapter) => adapter.getUser("a user"),
    statements: [
      [`select top(1) ${columns.user()} from "User" where ${exactly('"User"."id"', 1)}`, ...thrice("a user")],
    ],
  },
  getUserByEmail: {
    call: (adapter) => adapter.getUserByEmail("ada@example.com"),
    statements: [
      [
        `select top(1) ${columns.user()} from "User" where ${exactly('"User"."email"', 1)}`,
        ...thrice("ada@example.com"),
      ],
    ],
  },
  getUserByAccount: {
    call: (adapter) => adapter.getUserByAccount(account),
    statements: [
      [
        `select top(1) ${ofLink}, ${ofOwner} from "Account" inner join "User" on "Account"."userId" = "User"."id" where ${isAccount}`,
        ...thrice("github"),
        ...thrice("7"),
      ],
    ],
  },
  updateUser: {
    call: (adapter) => adapter.updateUser({ id: "a user", name: null }),
    statements: [
      [
        `update "User" set "name" = @1 output ${columns.user('"inserted".')} where ${exactly('"User"."id"', 2)}`,
        null,
        ...thrice("a user"),
      ],
    ],
  },
  deleteUser: {
    call: (adapter) => adapter.deleteUser("a user"),
    statements: [
      [
        'set xact_abort on; select top(0) 1 as one from "Session", "Account", "Authenticator", "User"; begin transaction; ' +
          `delete from "Session" where ${exactly('"Session"."userId"', 1)}; ` +
          `delete from "Account" where ${exactly('"Account"."userId"', 4)}; ` +
          `delete from "Authenticator" where ${exactly('"Authenticator"."userId"', 7)}; ` +
          `delete from "User" where ${exactly('"User"."id"', 10)}; commit transaction`,
        ...Array.from({ length: 12 }, () => "a user"),
      ],
    ],
  },
  linkAccount: {
    call: (adapter) => adapter.linkAccount({ ...account, expires_at: 2 ** 33 }),
    statements: [
      [
        `insert into "Account" ("userId", "type", "provider", "providerAccountId", "expires_at") output ${columns.account('"inserted".')} values (@1, @2, @3, @4, @5)`,
        "a user",
        "oauth",
        "github",
        "7",
        2 ** 33,
      ],
    ],
  },
  unlinkAccount: {
    call: (adapter) => adapter.unlinkAccount(account),
    statements: [[`delete from "Account" where ${isAccount}`, ...thrice("github"), ...thrice("7")]],
  },
  getAccount: {
    call: (adapter) => adapter.getAccount("7", "github"),
    statements: [
      [`select top(1) ${columns.account()} from "Account" where ${isAccount}`, ...thrice("github"), ...thrice("7")],
    ],
  },
  createSession: {
    call: (adapter) => adapter.createSession({ sessionToken: "a session", userId: "a user", expires }),
    statements: [
      [
        `insert into "Session" ("sessionToken", "userId", "expires") output ${columns.session('"inserted".')} values (@1, @2, @3)`,
        "a session",
        "a user",
        sent,
      ],
    ],
  },
  getSessionAndUser: {
    call: (adapter) => adapter.getSessionAndUser("a session"),
    statements: [
      [
        `select top(1) ${columns.session('"Session".')}, "User"."id" as "d", "User"."name" as "e", "User"."email" as "f", convert(varchar(23), "User"."emailVerified", 126) as "g", "User"."image" as "h" ` +
          `from "Session" inner join "User" on "Session"."userId" = "User"."id" where ${exactly('"Session"."sessionToken"', 1)}`,
        ...thrice("a session"),
      ],
    ],
  },
  updateSession: {
    call: (adapter) => adapter.updateSession({ sessionToken: "a session", expires }),
    statements: [
      [
        `update "Session" set "expires" = @1 output ${columns.session('"inserted".')} where ${exactly('"Session"."sessionToken"', 2)}`,
        sent,
        ...thrice("a session"),
      ],
    ],
  },
  deleteSession: {
    call: (adapter) => adapter.deleteSession("a session"),
    statements: [[`delete from "Session" where ${exactly('"Session"."sessionToken"', 1)}`, ...thrice("a session")]],
  },
  createVerificationToken: {
    call: (adapter) => adapter.createVerificationToken({ identifier: "ada", token: "a token", expires }),
    statements: [
      [
        `insert into "VerificationToken" ("identifier", "token", "expires") values (@1, @2, @3)`,
        "ada",
        "a token",
        sent,
      ],
    ],
  },
  useVerificationToken: {
    call: (adapter) => adapter.useVerificationToken({ identifier: "ada", token: "a token" }),
    statements: [
      [
        `delete from "VerificationToken" output ${columns.token('"deleted".')} where ${exactly('"VerificationToken"."identifier"', 1)} and ${exactly('"VerificationToken"."token"', 4)}`,
        ...thrice("ada"),
        ...thrice("a token"),
      ],
    ],
  },
  "useVerificationToken without an identifier": {
    call: (adapter) => adapter.useVerificationToken({ token: "a token" } as never),
    statements: [
      [
        `delete from "VerificationToken" output ${columns.token('"deleted".')} where ${exactly('"VerificationToken"."token"', 1)} ` +
          `and (select count(*) from "VerificationToken" where ${exactly('"VerificationToken"."token"', 4)}) = 1`,
        ...thrice("a token"),
        ...thrice("a token"),
      ],
    ],
  },
  createAuthenticator: {
    call: (adapter) => adapter.createAuthenticator(passkey),
    statements: [
      [
        `insert into "Authenticator" ("credentialID", "userId", "providerAccountId", "credentialPublicKey", "counter", "credentialDeviceType", "credentialBackedUp") output ${columns.authenticator('"inserted".')} values (@1, @2, @3, @4, @5, @6, @7)`,
        ...Object.values(passkey),
      ],
    ],
  },
  getAuthenticator: {
    call: (adapter) => adapter.getAuthenticator("AA//BB=="),
    statements: [
      [
        `select top(1) ${columns.authenticator()} from "Authenticator" where ${exactly('"Authenticator"."credentialID"', 1)}`,
        ...thrice("AA//BB=="),
      ],
    ],
  },
  listAuthenticatorsByUserId: {
    call: (adapter) => adapter.listAuthenticatorsByUserId("a user"),
    statements: [
      [
        `select ${columns.authenticator()} from "Authenticator" where ${exactly('"Authenticator"."userId"', 1)}`,
        ...thrice("a user"),
      ],
    ],
  },
  updateAuthenticatorCounter: {
    call: (adapter) => adapter.updateAuthenticatorCounter("AA//BB==", 3),
    statements: [
      [
        `update "Authenticator" set "counter" = @1 output ${columns.authenticator('"inserted".')} where ${exactly('"Authenticator"."credentialID"', 2)} and "Authenticator"."counter" <= @5`,
        3,
        ...thrice("AA//BB=="),
        3,
      ],
      // Where nothing was changed: is there none, or is its counter higher?
      [
        `select top(1) ${columns.authenticator()} from "Authenticator" where ${exactly('"Authenticator"."credentialID"', 1)}`,
        ...thrice("AA//BB=="),
      ],
    ],
  },
  listSessions: {
    call: (adapter) => adapter.listSessions("a user"),
    statements: [
      [`select ${columns.session()} from "Session" where ${exactly('"Session"."userId"', 1)}`, ...thrice("a user")],
    ],
  },
  listAccounts: {
    call: (adapter) => adapter.listAccounts("a user"),
    statements: [
      [`select ${columns.account()} from "Account" where ${exactly('"Account"."userId"', 1)}`, ...thrice("a user")],
    ],
  },
  revokeSessions: {
    call: (adapter) => adapter.revokeSessions("a user", { except: "a session" }),
    statements: [
      [
        `delete from "Session" where ${exactly('"Session"."userId"', 1)} and not ${exactly('"Session"."sessionToken"', 4)}`,
        ...thrice("a user"),
        ...thrice("a session"),
      ],
    ],
  },
  sweep: {
    call: (adapter) => adapter.sweep({ limit: 50 }),
    statements: [
      ['delete top(50) from "Session" where "Session"."expires" <= @1', undefined],
      ['delete top(50) from "VerificationToken" where "VerificationToken"."expires" <= @1', undefined],
    ],
  },
};
