/** Round trips: each method takes no more than its trait declares, however much the user has. */
import assert from "node:assert/strict";
import type { MethodName } from "@mortise/adapter-kit";
import { type CaseContext, type CasesOf, contextOf } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { Harness } from "../harness.ts";
import { need } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { counted, mostTrips, pathsOf, warmUp } from "../trips.ts";
import { emailOf } from "./user-rows.ts";

export const trips: CasesOf<"RTT"> = {
  "RTT-01": async ({ adapter, given, harness, sample }) => {
    await warmUp(harness);
    const user = await given.user();
    const session = await given.session({ userId: user.id });
    const unknown = sample.session({ userId: user.id });
    const read = (token: string) => within(harness, "getSessionAndUser", () => adapter.getSessionAndUser(token));
    const found = await read(session.sessionToken);
    sameFields(found?.session, session);
    sameFields(found?.user, user);
    assert.equal(await read(unknown.sessionToken), null);
    await owns({ given }, user.id, 5);
    sameFields((await read(session.sessionToken))?.user, user);
  },

  "RTT-02": async ({ adapter, given, harness, sample }) => {
    await warmUp(harness);
    const user = await given.user();
    const { provider, providerAccountId } = await given.account({ userId: user.id });
    const account = { provider, providerAccountId };
    const reads = async () => {
      sameFields(await within(harness, "getUser", () => adapter.getUser(user.id)), user);
      sameFields(await within(harness, "getUserByEmail", () => adapter.getUserByEmail(emailOf(user))), user);
      sameFields(await within(harness, "getUserByAccount", () => adapter.getUserByAccount(account)), user);
    };
    await reads();
    await owns({ given }, user.id, 5);
    await reads();
    const nobody = sample.user();
    const unlinked = { provider, providerAccountId: sample.account({ userId: user.id }).providerAccountId };
    assert.equal(await within(harness, "getUser", () => adapter.getUser(nobody.id)), null);
    assert.equal(await within(harness, "getUserByEmail", () => adapter.getUserByEmail(emailOf(nobody))), null);
    assert.equal(await within(harness, "getUserByAccount", () => adapter.getUserByAccount(unlinked)), null);
  },

  "RTT-03": async ({ adapter, raw, given, harness, sample }) => {
    await warmUp(harness);
    const { id: _, ...fields } = sample.user();
    const user = await within(harness, "createUser", () => adapter.createUser({ ...fields }));
    const [stored] = only(await raw.rows("user"), { email: fields.email });
    assert.ok(stored, "the user is not stored");
    sameFields(user, stored);
    sameFields(stored, fields);

    const owner = await given.user();
    const account = sample.account({ userId: owner.id });
    const linked = await within(harness, "linkAccount", () => adapter.linkAccount({ ...account }));
    // Auth.js does not read it, so an adapter may answer nothing.
    if (linked !== null && linked !== undefined) sameFields(linked, account);
    const { providerAccountId } = account;
    assert.deepEqual(only(await raw.rows("account"), { providerAccountId }), [account]);

    const session = sample.session({ userId: owner.id });
    const { sessionToken, expires } = session;
    sameFields(await within(harness, "createSession", () => adapter.createSession({ ...session })), {
      sessionToken,
      expires,
    });
    assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [session]);
  },

  "RTT-04": async ({ adapter, raw, given, harness }) => {
    await warmUp(harness);
    const grain = harness.traits.dateGrain;
    const user = await given.user();
    await owns({ given }, user.id, 5);
    const { id } = user;
    const emailVerified = inMinutes(-1, grain);
    const updated = await within(harness, "updateUser", () => adapter.updateUser({ id, emailVerified }));
    sameFields(updated, { ...user, emailVerified });
    assert.deepEqual(only(await raw.rows("user"), { id }), [{ ...user, emailVerified }]);

    const session = await given.session({ userId: id });
    const { sessionToken } = session;
    const expires = inMinutes(60, grain);
    await within(harness, "updateSession", () => adapter.updateSession({ sessionToken, expires }));
    assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [{ ...session, expires }]);
  },

  "RTT-05": async ({ adapter, raw, given, harness, sample }) => {
    await warmUp(harness);
    const use = ({ identifier, token }: { identifier: string; token: string }) =>
      adapter.useVerificationToken({ identifier, token });
    const row = await given.token();
    await given.token({ identifier: row.identifier });
    const left = (await raw.rows("verificationToken")).length - 1;
    sameFields(await within(harness, "useVerificationToken", () => use(row)), row);
    assert.equal((await raw.rows("verificationToken")).length, left, "one token and no other is taken");
    for (const gone of [row, sample.token()]) {
      assert.equal(await within(harness, "useVerificationToken", () => use(gone)), null);
    }
    // Calls at once may need connections that are not there yet, so trips are not counted here.
    for (let round = 0; round < 5; round += 1) {
      const raced = await given.token();
      const answers = await Promise.allSettled(Array.from({ length: 5 }, () => use(raced)));
      const winners = answers.filter((answer) => answer.status === "fulfilled" && answer.value);
      assert.equal(winners.length, 1, `${winners.length} of five callers get the token`);
    }
  },

  "RTT-06": async ({ adapter, raw, given, harness }) => {
    const users = [await given.user(), await given.user(), await given.user()];
    const [bare, rich, neighbour] = users;
    assert.ok(bare && rich && neighbour);
    await owns({ given }, rich.id, 30);
    await owns({ given }, neighbour.id, 1);
    await warmUp(harness);
    const ofBare = await counted(harness, () => adapter.deleteUser(bare.id));
    const ofRich = await counted(harness, () => adapter.deleteUser(rich.id));
    assert.equal(ofRich.trips, ofBare.trips, "trips with thirty sessions and accounts, and with none");
    holds(harness, "deleteUser", ofRich.trips);
    for (const record of ["session", "account", "authenticator"] as const) {
      const rows = await raw.rows(record);
      assert.equal(only<object>(rows, { userId: rich.id }).length, 0, `a ${record} is left`);
      assert.equal(only<object>(rows, { userId: neighbour.id }).length, 1, `another's ${record} is gone`);
    }
    const ids = (await raw.rows("user")).map(({ id }) => id);
    assert.deepEqual(
      [bare, rich, neighbour].map(({ id }) => ids.includes(id)),
      [false, false, true],
    );
  },

  "RTT-07": async ({ adapter, raw, given, harness, sample }) => {
    await warmUp(harness);
    const { id: userId } = await given.user();
    const account = await given.account({ userId });
    const { providerAccountId, provider } = account;
    sameFields(await within(harness, "getAccount", () => adapter.getAccount(providerAccountId, provider)), account);

    const row = sample.authenticator({ userId, providerAccountId });
    const { credentialID } = row;
    await within(harness, "createAuthenticator", () => adapter.createAuthenticator({ ...row }));
    assert.deepEqual(only(await raw.rows("authenticator"), { credentialID }), [row]);
    sameFields(await within(harness, "getAuthenticator", () => adapter.getAuthenticator(credentialID)), row);
    const counter = row.counter + 1;
    const advanced = await within(harness, "updateAuthenticatorCounter", () =>
      adapter.updateAuthenticatorCounter(credentialID, counter),
    );
    assert.equal(advanced?.counter, counter);
    assert.deepEqual(only(await raw.rows("authenticator"), { credentialID }), [{ ...row, counter }]);

    const list = () =>
      counted(harness, async () => (await adapter.listAuthenticatorsByUserId(userId)).map((each) => each.credentialID));
    const one = await list();
    assert.deepEqual(one.answer, [credentialID]);
    const others = await Promise.all(Array.from({ length: 9 }, () => given.authenticator({ userId })));
    const ten = await list();
    assert.deepEqual(ten.answer.sort(), [row, ...others].map((each) => each.credentialID).sort());
    assert.equal(ten.trips, one.trips, "trips with ten passkeys, and with one");
    holds(harness, "listAuthenticatorsByUserId", ten.trips);
  },

  "RTT-08": async ({ harness }) => {
    const construct = need(harness.construct, "way to construct an adapter");
    await warmUp(harness);
    const { trips: atConstruction, answer: adapter } = await counted(harness, async () => {
      const made = construct();
      // What the factory may have started gets through, as far as to the driver.
      await warmUp(harness);
      return made;
    });
    const { trips: forNothing } = await counted(harness, () => warmUp(harness));
    assert.equal(atConstruction, forNothing, "constructing an adapter makes trips");
    // The first call of a method may prepare what later calls need.
    const paths = pathsOf(contextOf({ ...harness, adapter }));
    for (const method of Object.keys(paths) as MethodName[]) {
      const first = await counted(harness, await paths[method]());
      const second = await counted(harness, await paths[method]());
      assert.ok(second.trips <= first.trips, `${method} takes ${first.trips} at first and ${second.trips} after that`);
      holds(harness, method, second.trips);
    }
  },
};

/** Makes the call, whose trips are to be within what the method declares, and answers what it answered. */
async function within<T>(harness: Harness, method: MethodName, call: () => Promise<T>): Promise<T> {
  const { trips: taken, answer } = await counted(harness, call);
  holds(harness, method, taken);
  return answer;
}

/** At least one: what is asked for here was never asked for before, so only a blind meter sees none. */
function holds(harness: Harness, method: MethodName, taken: number): void {
  const most = mostTrips(harness, method);
  assert.ok(taken >= 1, `the meter sees no trip of ${method}`);
  assert.ok(taken <= most, `${method} takes ${taken} round trips and declares ${most}`);
}

/** Gives the user so many sessions, accounts and authenticators. */
async function owns({ given }: Pick<CaseContext, "given">, userId: string, count: number): Promise<void> {
  const many = Array.from({ length: count });
  await Promise.all(
    many.flatMap(() => [given.session({ userId }), given.account({ userId }), given.authenticator({ userId })]),
  );
}
