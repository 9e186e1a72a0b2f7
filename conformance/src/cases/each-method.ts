/** Each of the nineteen methods once, as Auth.js calls it, with a proof that the call did its work. */
import assert from "node:assert/strict";
import type { MethodName } from "@mortise/adapter-kit";
import type { CaseContext } from "../context.ts";
import { only, sameFields, sameRows } from "../expect.ts";
import { inMinutes } from "../samples.ts";
import { emailOf } from "./user-rows.ts";

interface Trial {
  readonly args: readonly unknown[];
  /** Compares what came back, where Auth.js reads it, and what is stored. */
  check(result: unknown): Promise<void>;
}

export const classicMethods: readonly MethodName[] = [
  "createUser",
  "getUser",
  "getUserByEmail",
  "getUserByAccount",
  "updateUser",
  "deleteUser",
  "linkAccount",
  "unlinkAccount",
  "createSession",
  "getSessionAndUser",
  "updateSession",
  "deleteSession",
  "createVerificationToken",
  "useVerificationToken",
];

export const webAuthnMethods: readonly MethodName[] = [
  "getAccount",
  "getAuthenticator",
  "createAuthenticator",
  "listAuthenticatorsByUserId",
  "updateAuthenticatorCounter",
];

/** The methods that an adapter has, on itself or on a prototype, or that it answers though it does not list them. */
export function implemented(adapter: object): MethodName[] {
  const names = [...classicMethods, ...webAuthnMethods];
  return names.filter((name) => name in adapter || Reflect.get(adapter, name) !== undefined);
}

/** How a trial calls the method of that name. */
export type Call = (name: string, args: readonly unknown[]) => unknown;

/** Calls a method as a method of the object that it is read from. */
export function on(adapter: object): Call {
  return (name, args) => Reflect.apply(methodOf(adapter, name), adapter, args);
}

/** Calls a method as Auth.js does: taken off the object first, so that it has no `this`. */
export function detachedFrom(adapter: object): Call {
  return (name, args) => Reflect.apply(methodOf(adapter, name), undefined, args);
}

function methodOf(adapter: object, name: string): (...args: readonly unknown[]) => unknown {
  const method = Reflect.get(adapter, name);
  assert.equal(typeof method, "function", `${name} is not a function`);
  return method;
}

/**
 * Makes the calls one by one and checks each.
 * @param seen what a check is given in place of the result.
 */
export async function tryEach(
  context: CaseContext,
  names: readonly MethodName[],
  call: Call,
  seen: (result: unknown) => unknown = (result) => result,
): Promise<void> {
  for (const name of names) {
    const { args, check } = await trials[name](context);
    try {
      await check(seen(await call(name, args)));
    } catch (cause) {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
}

/** What has to be there before the call, its arguments and its proof. */
const trials: { readonly [M in MethodName]: (context: CaseContext) => Promise<Trial> } = {
  createUser: async ({ raw, sample }) => {
    const input = sample.user({ id: crypto.randomUUID(), emailVerified: null });
    const { id: _, ...fields } = input;
    return {
      args: [input],
      check: async (result) => {
        sameFields(result, fields);
        const [row] = only(await raw.rows("user"), { email: input.email });
        assert.deepEqual(row, { ...fields, id: Object(result).id });
      },
    };
  },
  getUser: async ({ given }) => {
    const user = await given.user();
    return { args: [user.id], check: async (result) => sameFields(result, user) };
  },
  getUserByEmail: async ({ given }) => {
    const user = await given.user();
    return { args: [emailOf(user)], check: async (result) => sameFields(result, user) };
  },
  getUserByAccount: async ({ given }) => {
    const user = await given.user();
    const { provider, providerAccountId } = await given.account({ userId: user.id });
    return { args: [{ provider, providerAccountId }], check: async (result) => sameFields(result, user) };
  },
  updateUser: async ({ raw, given, harness }) => {
    const user = await given.user();
    const changed = { ...user, emailVerified: inMinutes(-1, harness.traits.dateGrain) };
    return {
      args: [{ id: user.id, emailVerified: changed.emailVerified }],
      check: async (result) => {
        sameFields(result, changed);
        assert.deepEqual(only(await raw.rows("user"), { id: user.id }), [changed]);
      },
    };
  },
  deleteUser: async ({ raw, given }) => {
    const { id } = await given.user();
    return { args: [id], check: async () => assert.deepEqual(only(await raw.rows("user"), { id }), []) };
  },
  linkAccount: async ({ raw, given, sample }) => {
    const account = sample.account({ userId: (await given.user()).id, refresh_token: null });
    const { providerAccountId } = account;
    return {
      args: [{ ...account, refresh_token: undefined }],
      check: async () => assert.deepEqual(only(await raw.rows("account"), { providerAccountId }), [account]),
    };
  },
  unlinkAccount: async ({ raw, given }) => {
    const { provider, providerAccountId } = await given.account({ userId: (await given.user()).id });
    return {
      args: [{ provider, providerAccountId }],
      check: async () => assert.deepEqual(only(await raw.rows("account"), { providerAccountId }), []),
    };
  },
  createSession: async ({ raw, given, sample }) => {
    const session = sample.session({ userId: (await given.user()).id });
    const { sessionToken, expires } = session;
    return {
      args: [{ ...session }],
      check: async (result) => {
        sameFields(result, { sessionToken, expires });
        assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [session]);
      },
    };
  },
  getSessionAndUser: async ({ given }) => {
    const user = await given.user();
    const session = await given.session({ userId: user.id });
    return {
      args: [session.sessionToken],
      check: async (result) => {
        sameFields(Object(result).session, session);
        sameFields(Object(result).user, user);
      },
    };
  },
  updateSession: async ({ raw, given, harness }) => {
    const session = await given.session({ userId: (await given.user()).id });
    const { sessionToken } = session;
    const expires = inMinutes(60, harness.traits.dateGrain);
    return {
      args: [{ sessionToken, expires }],
      check: async () => assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [{ ...session, expires }]),
    };
  },
  deleteSession: async ({ raw, given }) => {
    const { sessionToken } = await given.session({ userId: (await given.user()).id });
    return {
      args: [sessionToken],
      check: async () => assert.deepEqual(only(await raw.rows("session"), { sessionToken }), []),
    };
  },
  createVerificationToken: async ({ raw, sample }) => {
    const row = sample.token();
    const { token } = row;
    return {
      args: [{ ...row }],
      check: async () => assert.deepEqual(only(await raw.rows("verificationToken"), { token }), [row]),
    };
  },
  useVerificationToken: async ({ raw, given }) => {
    const row = await given.token();
    const { identifier, token } = row;
    return {
      args: [{ identifier, token }],
      check: async (result) => {
        sameFields(result, row);
        assert.deepEqual(only(await raw.rows("verificationToken"), { token }), []);
      },
    };
  },
  getAccount: async ({ given }) => {
    const account = await given.account({ userId: (await given.user()).id });
    return {
      args: [account.providerAccountId, account.provider],
      check: async (result) => sameFields(result, account),
    };
  },
  getAuthenticator: async ({ given }) => {
    const authenticator = await given.authenticator({ userId: (await given.user()).id });
    return { args: [authenticator.credentialID], check: async (result) => sameFields(result, authenticator) };
  },
  createAuthenticator: async ({ raw, given, sample }) => {
    const authenticator = sample.authenticator({ userId: (await given.user()).id, transports: null });
    const { credentialID } = authenticator;
    return {
      args: [{ ...authenticator, transports: undefined }],
      check: async () => assert.deepEqual(only(await raw.rows("authenticator"), { credentialID }), [authenticator]),
    };
  },
  listAuthenticatorsByUserId: async ({ given }) => {
    const { id: userId } = await given.user();
    const rows = [await given.authenticator({ userId }), await given.authenticator({ userId })];
    return {
      args: [userId],
      check: async (result) => {
        assert.ok(Array.isArray(result));
        assert.equal(result.length, rows.length);
        for (const row of rows) sameFields(only(result, { credentialID: row.credentialID })[0], row);
      },
    };
  },
  updateAuthenticatorCounter: async ({ raw, given }) => {
    const authenticator = await given.authenticator({ userId: (await given.user()).id });
    const { credentialID } = authenticator;
    const counter = authenticator.counter + 1;
    return {
      args: [credentialID, counter],
      check: async () =>
        sameRows(only(await raw.rows("authenticator"), { credentialID }), [{ ...authenticator, counter }]),
    };
  },
};
