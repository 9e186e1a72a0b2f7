/**
 * better-auth as a contestant: what its own endpoints call, `internalAdapter`, under the names of Auth.js' methods.
 *
 * The same work: the same users, accounts, sessions and tokens are written, looked up by the same keys and removed, in
 * tables and with ids that it makes itself, with its joins on, which are off unless one asks for them. Its cookie cache
 * and its secondary storage are off, so that the database answers every call.
 *
 * Not the same work: each of its rows has the instants of its making and its last change besides; a session has an
 * address and a user agent (both empty here); an address is verified or not, at no instant; an account has no `type`, no
 * `token_type` and no `session_state`. It reads what it deletes before it deletes it, for hooks, of which there are none
 * here. A user goes in a call for each table, in no transaction. A session that has expired is found, and judged by who
 * asked. A token is looked up by itself, as its magic links are, and not together with the address that it was sent to.
 * It has no single call that unlinks an account by its key.
 */
import type { Adapter } from "@auth/core/adapters";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { accountKeyOf, accountToStore, inAuthJs, userToStore } from "./better-auth-form.ts";
import type { Contestant } from "./contestants.ts";
import { installed } from "./versions.ts";
import type { Method, Subject } from "./world.ts";

type Database = BetterAuthOptions["database"];

/** A database as better-auth takes it. */
export interface BetterAuthDatabase {
  /** A client, or one of better-auth's adapters over one. */
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * better-auth as a contestant.
 * @param driver what is below it, with versions.
 * @param open connects a client to a database.
 * @param createTables makes its tables; if absent, its own migration does, which takes a client and no adapter.
 */
export function betterAuthContestant(
  driver: string,
  open: (url: string) => BetterAuthDatabase | Promise<BetterAuthDatabase>,
  createTables?: Contestant["createTables"],
): Contestant {
  return {
    id: "better-auth",
    made: `${installed("better-auth")}, ${driver}`,
    createTables:
      createTables ??
      (async ({ url }) => {
        const { database, close } = await open(url);
        await createBetterAuthTables(database);
        await close();
      }),
    async enter(url) {
      const { database, close } = await open(url);
      return { subject: await betterAuthSubject(database), close };
    },
    translate: (_operation, answer) => inAuthJs(answer),
  };
}

/** The tables that better-auth's own migration makes, by a client of the database or a Kysely over one. */
async function createBetterAuthTables(database: Database): Promise<void> {
  const { runMigrations } = await getMigrations(betterAuthOptions(database));
  await runMigrations();
}

/** better-auth with nothing but its database: no network, no log, no cache. */
function betterAuthOptions(database: Database): BetterAuthOptions {
  return {
    database,
    baseURL: "https://app.example",
    secret: "a secret of the bench's own, which is long enough: 7c1f9a",
    logger: { disabled: true },
    telemetry: { enabled: false },
    session: { cookieCache: { enabled: false } },
    // The tables are its own: it need not look at them again.
    advanced: { database: { joins: true, validateSchema: false } },
  };
}

/** The methods of Auth.js with answers of another form. */
type Methods = { readonly [M in Method]?: (...given: Parameters<Required<Adapter>[M]>) => Promise<unknown> };

/** What better-auth has of an adapter. Its answers are in its own form: `inAuthJs` makes them those of Auth.js. */
async function betterAuthSubject(database: Database): Promise<Subject> {
  const { internalAdapter: own } = await betterAuth(betterAuthOptions(database)).$context;
  const methods: Methods = {
    createUser: (user) => own.createUser({ name: "", email: user.email, ...userToStore(user) }, { method: "oauth" }),
    getUser: (id) => own.findUserById(id),
    getUserByEmail: async (email) => (await own.findUserByEmail(email))?.user ?? null,
    async getUserByAccount(key) {
      const found = await own.findAccountOwnerByKey(accountKeyOf(key));
      return found?.kind === "owned" ? found.user : null;
    },
    updateUser: ({ id, ...patch }) => own.updateUser(id, userToStore(patch)),
    deleteUser: (id) => own.deleteUser(id),
    linkAccount: (account) => own.linkAccount(accountToStore(account)),
    async unlinkAccount(key) {
      const account = await own.findAccountByKey(accountKeyOf(key));
      if (account !== null) await own.deleteAccount(account.id);
    },
    getAccount: (providerAccountId, provider) => own.findAccountByKey(accountKeyOf({ provider, providerAccountId })),
    // The last argument is that the token and the expiry are those which are given, and not of its own making.
    createSession: ({ sessionToken, userId, expires }) =>
      own.createSession(userId, false, { token: sessionToken, expiresAt: expires }, true),
    getSessionAndUser: (sessionToken) => own.findSession(sessionToken),
    updateSession: ({ sessionToken, expires }) =>
      own.updateSession(sessionToken, expires === undefined ? {} : { expiresAt: expires }),
    deleteSession: (sessionToken) => own.deleteSession(sessionToken),
    createVerificationToken: ({ identifier, token, expires }) =>
      own.createVerificationValue({ identifier: token, value: identifier, expiresAt: expires }),
    useVerificationToken: ({ token }) => own.consumeVerificationValue(token),
  };
  return methods as Subject;
}
