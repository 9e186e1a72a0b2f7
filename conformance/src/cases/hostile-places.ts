/** Every place in which a method of an adapter takes a key of something that is stored. */
import assert from "node:assert/strict";
import type { CaseContext } from "../context.ts";
import type { Corpus } from "../corpus.ts";
import { attempt, everyRow } from "../expect.ts";
import { inMinutes } from "../samples.ts";
import { emailOf } from "./user-rows.ts";

/** One argument of one method, which looks for rows by it. */
interface Place {
  readonly what: string;
  /** The name of the field in which the key is. */
  readonly field: string;
  /** The key of a row that is there. */
  readonly key: string;
  /** Whether it reads: then what it answers tells whether it found something, and else what is stored afterwards. */
  readonly isReader: boolean;
  /** Calls the method with this in place of the key; whatever else it takes is right. */
  call(value: unknown): Promise<unknown>;
}

/** Stores one of everything and answers the places in which it can be asked for. */
async function placesOf({ adapter, given, harness }: CaseContext): Promise<Place[]> {
  const user = await given.user();
  const { provider, providerAccountId } = await given.account({ userId: user.id, provider: "gitea" });
  const { sessionToken } = await given.session({ userId: user.id });
  const { credentialID, counter } = await given.authenticator({ userId: user.id });
  const { identifier, token } = await given.token();
  const expires = inMinutes(60, harness.traits.dateGrain);
  const reader = (what: string, field: string, key: string, call: (value: never) => Promise<unknown>): Place => ({
    what,
    field,
    key,
    isReader: true,
    call: async (value) => call(value as never),
  });
  const writer: typeof reader = (...place) => ({ ...reader(...place), isReader: false });

  return [
    reader("getUser", "id", user.id, (id) => adapter.getUser(id)),
    reader("getUserByEmail", "email", emailOf(user), (email) => adapter.getUserByEmail(email)),
    reader("getUserByAccount's provider", "provider", provider, (value) =>
      adapter.getUserByAccount({ provider: value, providerAccountId }),
    ),
    reader("getUserByAccount's providerAccountId", "providerAccountId", providerAccountId, (value) =>
      adapter.getUserByAccount({ provider, providerAccountId: value }),
    ),
    reader("getAccount's provider", "provider", provider, (value) => adapter.getAccount(providerAccountId, value)),
    reader("getAccount's providerAccountId", "providerAccountId", providerAccountId, (value) =>
      adapter.getAccount(value, provider),
    ),
    reader("getSessionAndUser", "sessionToken", sessionToken, (value) => adapter.getSessionAndUser(value)),
    reader("getAuthenticator", "credentialID", credentialID, (value) => adapter.getAuthenticator(value)),
    reader("listAuthenticatorsByUserId", "userId", user.id, (value) => adapter.listAuthenticatorsByUserId(value)),
    writer("unlinkAccount's provider", "provider", provider, (value) =>
      adapter.unlinkAccount({ provider: value, providerAccountId }),
    ),
    writer("unlinkAccount's providerAccountId", "providerAccountId", providerAccountId, (value) =>
      adapter.unlinkAccount({ provider, providerAccountId: value }),
    ),
    writer("updateSession", "sessionToken", sessionToken, (value) =>
      adapter.updateSession({ sessionToken: value, expires }),
    ),
    writer("deleteSession", "sessionToken", sessionToken, (value) => adapter.deleteSession(value)),
    writer("updateAuthenticatorCounter", "credentialID", credentialID, (value) =>
      adapter.updateAuthenticatorCounter(value, counter + 1),
    ),
    writer("updateUser", "id", user.id, (id) => adapter.updateUser({ id, name: "Mallory" })),
    writer("deleteUser", "id", user.id, (id) => adapter.deleteUser(id)),
    // These take the token with them, so they come last.
    reader("useVerificationToken's identifier", "identifier", identifier, (value) =>
      adapter.useVerificationToken({ identifier: value, token }),
    ),
    reader("useVerificationToken's token", "token", token, (value) =>
      adapter.useVerificationToken({ identifier, token: value }),
    ),
  ];
}

/**
 * In no place does any of the values find, change or remove a row: each is nobody's, or refused. The keys themselves
 * do find, so that it is the values that are at fault.
 * @param valuesOf the values for one place, by what they are.
 */
export async function matchNothing(
  context: CaseContext,
  valuesOf: (key: string, field: string) => Corpus<unknown>,
): Promise<void> {
  const places = await placesOf(context);
  const before = await everyRow(context.raw);
  for (const { what, key, field, isReader, call } of places) {
    const tried = Object.entries(valuesOf(key, field)).map(async ([name, value]) => {
      return { name, answer: await attempt(() => call(value)) };
    });
    for (const { name, answer } of await Promise.all(tried)) {
      assert.ok(!isReader || isNothing(answer), `${what} finds somebody's row by ${name}`);
    }
  }
  assert.deepEqual(await everyRow(context.raw), before, "one of the values changed what is stored");
  // Of the two that take the one token, the second comes too late.
  for (const { what, key, isReader, call } of places) {
    if (!isReader) continue;
    const isTaken = what === "useVerificationToken's token";
    const does = isTaken ? "finds what was taken" : "does not find what is there";
    assert.equal(isNothing(await call(key)), isTaken, `${what} ${does}`);
  }
}

/** What a reader answers when it found nothing. */
export function isNothing(answer: unknown): boolean {
  return answer === null || answer === undefined || (Array.isArray(answer) && answer.length === 0);
}

/** What the call answers; when it fails, it says with what. */
export async function named<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new Error(`${what}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
