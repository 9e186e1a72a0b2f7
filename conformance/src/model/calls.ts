/** Which calls histories are made of, and with what. */
import fc from "fast-check";
import { hostileTokens, malformedIds, operatorsOn } from "../corpus.ts";
import { type Call, type Called, Instant, KeyRef, UserRef } from "./call.ts";
import { type KeyKind, oddTexts } from "./theme.ts";

type Values = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Half a minute off each minute: the clock moves by whole ones, so that nothing expires while a call runs. */
const expiries = [-5370.25, -30, 30, 90.125, 330, 3630, 30 * 86_400 + 30];
/** Later than any history lasts. */
const isLater = (seconds: number) => seconds > 300;
/** Minutes. */
const clockMoves = [1, 2, 10, 120, 31 * 24 * 60, -1, -60];

/** What is no key, whatever it is looked up as: nothing at all, an operator of a query language, or odd text. */
const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, "undefined", "null"),
  // A history copies what it passes in, and has none for functions.
  fc.constantFrom(
    ...Object.values(operatorsOn("%", "email")).filter((value) => !Object.hasOwn(Object(value), "toString")),
  ),
  fc.constantFrom(...Object.values(hostileTokens), ...Object.values(malformedIds)),
);

/** From what the calls of one form of history choose. */
export interface Choice {
  /** Numbers of keys; one that is named several times is chosen as often. */
  readonly keys: readonly number[];
  /** Whether now and then something is passed in that is no key. */
  readonly isHostile: boolean;
  /** How often each method is called, beside the others. */
  readonly weights: { readonly [M in Called]?: number };
  /**
   * Whether the database removes what expired, by its own clock. Then nothing expires in a history: when it is gone is the
   * database's affair, and the application's clock cannot be moved away from that one.
   */
  readonly nativeExpiry?: boolean | undefined;
  /** Whether records of users who are not there are stored: then their owners are ids at least. */
  readonly isUnowned?: boolean;
}

/** Whether a call stores what is over, or will be soon. */
export function isExpiring({ args: [row] }: Call): boolean {
  const { expires } = Object(row);
  return expires instanceof Instant && !isLater(expires.seconds);
}

/** Everything, one call after the other. */
export const alone: Choice = {
  keys: [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4],
  isHostile: true,
  weights: {
    createUser: 5,
    getUser: 1,
    getUserByEmail: 2,
    getUserByAccount: 3,
    updateUser: 3,
    deleteUser: 1,
    linkAccount: 4,
    unlinkAccount: 1,
    createSession: 5,
    getSessionAndUser: 4,
    updateSession: 3,
    deleteSession: 1,
    createVerificationToken: 3,
    useVerificationToken: 3,
    getAccount: 3,
    getAuthenticator: 2,
    createAuthenticator: 3,
    listAuthenticatorsByUserId: 1,
    updateAuthenticatorCounter: 4,
    listSessions: 2,
    revokeSessions: 1,
    listAccounts: 2,
    sweep: 1,
    clock: 3,
  },
};

/** Any call of a choice. */
export function callOf(choice: Choice): fc.Arbitrary<Call> {
  const methods = methodsOf(choice);
  const { clock: _, ...standing } = choice.weights;
  const weighted = Object.entries(choice.nativeExpiry ? standing : choice.weights).map(([method, weight]) => {
    const args = methods[method as Called];
    return { weight, arbitrary: fc.tuple(...args).map((values) => ({ method: method as Called, args: values })) };
  });
  return fc.oneof(...weighted.filter(({ weight }) => weight > 0));
}

const user = fc.oneof(
  { weight: 12, arbitrary: fc.nat(5).map((pick) => new UserRef(pick)) },
  { weight: 1, arbitrary: fc.constant(new UserRef(-1)) },
);
const instantOf = (seconds: readonly number[]) => fc.constantFrom(...seconds.map((each) => new Instant(each)));
const text = fc.oneof(fc.constantFrom("Ada", "Bob", "", "Ada ".repeat(2560)), fc.constantFrom(...oddTexts));
const token = fc.constantFrom("secret-1", "secret-2", "x".repeat(16_384), null, undefined);
const counter = fc.constantFrom(0, 1, 2, 7, 7, 2 ** 31, 2 ** 32 - 1);

/** The arguments of each method. */
function methodsOf({ keys, isHostile, nativeExpiry, isUnowned }: Choice): {
  readonly [M in Called]: readonly fc.Arbitrary<unknown>[];
} {
  const ordinarily = (arbitrary: fc.Arbitrary<unknown>) =>
    isHostile
      ? fc.oneof({ weight: 14, arbitrary }, { weight: 1, arbitrary: nonsense }, fc.tuple(arbitrary))
      : arbitrary;
  const key = (kind: KeyKind) => fc.constantFrom(...keys).map((index) => new KeyRef(kind, index));
  // A key of two parts is met less often than one of one part.
  const part = (kind: KeyKind) => fc.constantFrom(0, 0, 1, 1, ...keys).map((index) => new KeyRef(kind, index));
  const provider = part("provider");
  const id = ordinarily(user);
  const owner = isUnowned ? user : id;
  const lookup = (kind: KeyKind) => ordinarily(key(kind));
  // Some of the built-in providers give a number, which is the same account as its digits.
  const accountId = fc.oneof({ weight: 7, arbitrary: part("accountId") }, { weight: 1, arbitrary: fc.constant(12345) });
  const account = { provider: ordinarily(provider), providerAccountId: ordinarily(accountId) };
  const email = fc.oneof({ weight: 5, arbitrary: key("email") }, fc.constantFrom(null, undefined, ""));
  const person = { name: fc.option(text), image: fc.option(text), emailVerified: fc.option(instantOf(expiries)) };
  const expires = instantOf(nativeExpiry ? expiries.filter(isLater) : expiries);

  return {
    createUser: [record({ email, ...person, id: fc.oneof(fc.uuid(), user), locale: text }, ["email"])],
    getUser: [id],
    getUserByEmail: [lookup("email")],
    getUserByAccount: [fc.record(account)],
    updateUser: [record({ id, email, ...person }, ["id"])],
    deleteUser: [id],
    linkAccount: [
      record(
        {
          userId: owner,
          provider,
          providerAccountId: accountId,
          type: fc.constantFrom("oauth", "oidc", "webauthn"),
          id: fc.constant("1"),
          access_token: token,
          refresh_token: token,
          id_token: token,
          token_type: fc.constantFrom("bearer", null),
          scope: text,
          expires_at: fc.constantFrom(0, 1_795_255_971, 4_102_444_800, 1_795_255_971.5, "1795255971", "soon", null),
          session_state: fc.constantFrom<unknown>("state", { nested: [1] }, null),
          "not-before-policy": fc.constant(0),
        },
        ["userId", "provider", "providerAccountId", "type"],
      ),
    ],
    unlinkAccount: [fc.record(account)],
    createSession: [fc.record({ sessionToken: key("sessionToken"), userId: owner, expires })],
    getSessionAndUser: [lookup("sessionToken")],
    updateSession: [record({ sessionToken: key("sessionToken"), expires, userId: user }, ["sessionToken"])],
    deleteSession: [lookup("sessionToken")],
    createVerificationToken: [fc.record({ identifier: part("identifier"), token: part("verificationToken"), expires })],
    useVerificationToken: [
      record({ identifier: ordinarily(part("identifier")), token: ordinarily(part("verificationToken")) }, ["token"]),
    ],
    getAccount: [account.providerAccountId, account.provider],
    getAuthenticator: [lookup("credentialID")],
    createAuthenticator: [
      record(
        {
          credentialID: key("credentialID"),
          userId: owner,
          providerAccountId: key("accountId"),
          credentialPublicKey: fc.constantFrom("cHVibGlj", "a2V5"),
          counter,
          credentialDeviceType: fc.constantFrom("singleDevice", "multiDevice"),
          credentialBackedUp: fc.boolean(),
          transports: fc.constantFrom("internal,hybrid", "", null, undefined),
        },
        ["credentialID", "userId", "providerAccountId", "credentialPublicKey", "counter"].concat(
          "credentialDeviceType",
          "credentialBackedUp",
        ),
      ),
    ],
    listAuthenticatorsByUserId: [id],
    updateAuthenticatorCounter: [lookup("credentialID"), isHostile ? withWrong(counter) : counter],
    listSessions: [id],
    revokeSessions: [id, record({ except: key("sessionToken") }, [])],
    listAccounts: [id],
    sweep: [fc.record({ limit: fc.constantFrom(1, 2, 1000) })],
    clock: [fc.constantFrom(...clockMoves)],
  };
}

function withWrong(numbers: fc.Arbitrary<number>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: numbers }, { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, 2 ** 32, "1") });
}

/** An object in which fields that are not required may be absent. */
function record(values: Values, required: readonly string[]): fc.Arbitrary<unknown> {
  return fc.record(values, { requiredKeys: [...required] });
}
