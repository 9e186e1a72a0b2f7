/** What the bare driver does that the operations of the bench do not show. */
import { expect } from "vitest";
import type { Arena } from "../src/contestants.ts";
import { accountOf, authenticatorOf, inDays, type Subject, sessionOf, tokenOf, userOf } from "../src/world.ts";

/** Fails where it does less than ours does. */
export async function holdBareSql({ contestants, openPlace }: Arena): Promise<void> {
  const bare = contestants.find(({ id }) => id === "bare");
  if (!bare) throw new Error("there is no bare driver");
  const place = await openPlace();
  await bare.createTables(place);
  const { subject, close } = await bare.enter(place.url, place);
  const own = subject as Required<Subject>;
  try {
    const { id } = await own.createUser(userOf(1));
    await expired(own, id);
    await takenOnce(own);
    await neverBack(own, id);
    await goneAltogether(own, id);
  } finally {
    await close();
    await place.close();
  }
}

async function expired(own: Required<Subject>, userId: string): Promise<void> {
  await own.createSession({ ...sessionOf(2, userId), expires: inDays(-1) });
  expect(await own.getSessionAndUser(sessionOf(2, userId).sessionToken)).toBeNull();
  await own.createVerificationToken({ ...tokenOf(2), expires: inDays(-1) });
  expect(await own.useVerificationToken(tokenOf(2))).toBeNull();
}

/** A token that is made again has the new expiry. */
async function takenOnce(own: Required<Subject>): Promise<void> {
  await own.createVerificationToken({ ...tokenOf(3), expires: inDays(-1) });
  await own.createVerificationToken(tokenOf(3));
  const taken = await Promise.all(Array.from({ length: 8 }, async () => own.useVerificationToken(tokenOf(3))));
  expect(taken.filter((each) => each !== null)).toEqual([tokenOf(3)]);
}

async function neverBack(own: Required<Subject>, userId: string): Promise<void> {
  const { credentialID } = await own.createAuthenticator({ ...authenticatorOf(4, userId), counter: 5 });
  await expect(own.updateAuthenticatorCounter(credentialID, 4)).rejects.toThrow("its counter is higher");
  expect((await own.getAuthenticator(credentialID))?.counter).toBe(5);
  expect((await own.updateAuthenticatorCounter(credentialID, 6)).counter).toBe(6);
}

/** A user takes along what is theirs, and nothing of a bystander's. */
async function goneAltogether(own: Required<Subject>, bystander: string): Promise<void> {
  const { id } = await own.createUser(userOf(5));
  const mine = accountOf(5, id);
  const other = accountOf(6, bystander);
  await own.linkAccount(mine);
  await own.linkAccount(other);
  await own.createAuthenticator(authenticatorOf(5, id));
  await own.deleteUser(id);
  expect(await own.getAccount(mine.providerAccountId, mine.provider)).toBeNull();
  expect(await own.listAuthenticatorsByUserId(id)).toEqual([]);
  expect((await own.getUserByAccount(other))?.id).toBe(bystander);
}
