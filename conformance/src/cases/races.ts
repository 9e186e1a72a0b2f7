/** Calls that are in flight at once, over two clients of one database: one of them wins, and nothing comes back. */
import assert from "node:assert/strict";
import type { VerificationTokenOutput } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields, sameRows } from "../expect.ts";
import { raceRemovals } from "./race-removals.ts";
import { type ClientOf, type Outcome, race, startingAt, times, withTwoClients } from "./race-rounds.ts";
import { keyOf, type Token } from "./token-rows.ts";
import { emailOf } from "./user-rows.ts";

/** Ten calls of both clients for one token, beside which the same address has another one. */
async function useAtOnce(
  { raw, given }: CaseContext,
  client: ClientOf,
): Promise<Outcome<VerificationTokenOutput | null> & { token: Token }> {
  const token = await given.token();
  const sibling = await given.token({ identifier: token.identifier });
  const outcome = await race(times(10, (n) => () => client(n).useVerificationToken(keyOf(token))));
  const left = only(await raw.rows("verificationToken"), { identifier: token.identifier });
  assert.deepEqual(left, [sibling], "not the token alone is gone");
  return { ...outcome, token };
}

export const races: CasesOf<"CON"> = {
  "CON-01": (context) =>
    withTwoClients(context.harness, async (client) => {
      for (let round = 0; round < 5; round += 1) {
        const { answers, token } = await useAtOnce(context, client);
        const [taken, ...others] = answers.filter((answer) => answer);
        sameFields(taken, token);
        assert.deepEqual(others, [], "more than one call got the token");
        assert.equal((await client(round).useVerificationToken(keyOf(token))) ?? null, null, "it works once more");
      }
    }),

  "CON-02": async ({ adapter, raw, given, harness }) => {
    const before = await raw.rows("verificationToken");
    const other = await (harness.openProcess?.() ?? harness.openSecond());
    try {
      for (let round = 0; round < 2; round += 1) {
        const tokens = await Promise.all(times(20, () => given.token()));
        const own = tokens.map((token) => () => adapter.useVerificationToken(keyOf(token)));
        const others = tokens.map((token) => () => other.adapter.useVerificationToken(keyOf(token)));
        // Whoever is nearer to the database does not come first with all of them.
        const { answers } = await race([...others, ...startingAt(round * 7, own)]);
        const taken = answers.filter((answer) => answer !== null && answer !== undefined);
        assert.equal(taken.length, tokens.length, `${tokens.length} tokens were taken ${taken.length} times`);
        const keys = taken.map(({ identifier, token }) => ({ identifier, token }));
        sameRows(keys, tokens.map(keyOf), "not each token was taken once");
        sameRows(await raw.rows("verificationToken"), before);
      }
    } finally {
      await other.close();
    }
  },

  "CON-03": (context) =>
    withTwoClients(context.harness, async (client) => {
      for (let round = 0; round < 5; round += 1) {
        const { answers, failures, token } = await useAtOnce(context, client);
        assert.deepEqual(failures, [], "a call that did not get the token fails");
        const taken = answers.filter((answer) => answer);
        assert.ok(taken.length > 0, "nobody got the token");
        for (const answer of taken) sameFields(answer, token);
        const losers = answers.filter((answer) => !answer);
        assert.ok(
          losers.every((answer) => answer === null),
          "a call that did not get the token answers something other than null",
        );
      }
    }),

  "CON-04": ({ raw, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const expected = await raw.rows("user");
      for (let round = 0; round < 5; round += 1) {
        const { email } = sample.user();
        const users = times(10, () => sample.user({ email, emailVerified: null }));
        const { answers } = await race(
          users.map((user, n) => async () => {
            const { id } = await client(n).createUser({ ...user, id: crypto.randomUUID() });
            return { ...user, id };
          }),
        );
        const [created, ...others] = answers;
        assert.ok(created, "nobody got the e-mail");
        assert.deepEqual(others, [], "more than one user was created with the same e-mail");
        expected.push(created);
        sameRows(await raw.rows("user"), expected, "not the winner's row alone was stored");
      }
    }),

  "CON-05": ({ raw, given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const users = await Promise.all(times(10, () => given.user()));
      const expected = await raw.rows("account");
      for (let round = 0; round < 5; round += 1) {
        const { provider, providerAccountId } = sample.account({ userId: "" });
        const accounts = users.map(({ id }) => sample.account({ userId: id, provider, providerAccountId }));
        const { answers } = await race(
          accounts.map((account, n) => async () => {
            await client(n).linkAccount({ ...account });
            return account;
          }),
        );
        const [linked, ...others] = answers;
        assert.ok(linked, "nobody got the account");
        assert.deepEqual(others, [], "more than one user linked the account");
        expected.push(linked);
        sameRows(await raw.rows("account"), expected, "the account is not the winner's");
        for (const n of [0, 1]) {
          const owner = await client(n).getUserByAccount({ provider, providerAccountId });
          assert.equal(owner?.id, linked.userId, "the account's owner is not the one whose call succeeded");
        }
      }
    }),

  "CON-06": ({ raw, given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const users = await Promise.all(times(10, () => given.user()));
      const expected = await raw.rows("session");
      for (let round = 0; round < 5; round += 1) {
        const sessionToken = crypto.randomUUID();
        const sessions = users.map(({ id }) => sample.session({ userId: id, sessionToken }));
        const { answers } = await race(
          sessions.map((session, n) => async () => {
            await client(n).createSession({ ...session });
            return session;
          }),
        );
        const [created, ...others] = answers;
        assert.ok(created, "nobody got the token");
        assert.deepEqual(others, [], "more than one session was created with the same token");
        expected.push(created);
        sameRows(await raw.rows("session"), expected, "the session is not the winner's");
        for (const n of [0, 1]) {
          const found = await client(n).getSessionAndUser(sessionToken);
          assert.equal(found?.user.id, created.userId, "the session signs in another user than the winner");
        }
      }
    }),

  ...raceRemovals,

  "CON-10": ({ raw, given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      for (let round = 0; round < 10; round += 1) {
        const user = await given.user();
        const { id } = user;
        const { name, image } = sample.user();
        const emailVerified = new Date(Math.floor(Date.now() / 1000) * 1000 - round * 60_000);
        const patches = startingAt<Partial<typeof user>>(round, [{ name }, { image }, { emailVerified }]);
        const { failures } = await race(
          patches.map((patch, n) => () => client(n + round).updateUser({ id, ...patch })),
        );
        assert.deepEqual(failures, []);
        const expected = { ...user, name, image, emailVerified };
        assert.deepEqual(only(await raw.rows("user"), { id }), [expected], "a change of another field was lost");
        sameFields(await client(round).getUser(id), expected);
      }
    }),

  "CON-13": ({ raw, given, harness }) =>
    withTwoClients(harness, async (clientOf) => {
      const { id: userId } = await given.user();
      const others = await raw.rows("authenticator");
      for (let round = 0; round < 10; round += 1) {
        const authenticator = await given.authenticator({ userId, counter: 1 });
        const { credentialID } = authenticator;
        const { answers } = await race(
          startingAt(round, [9, 3, 7, 2, 8]).map((counter, n) => async () => {
            const client = clientOf(n + Math.floor(round / 5));
            await client.updateAuthenticatorCounter(credentialID, counter);
            return counter;
          }),
          round % 4,
        );
        assert.ok(answers.includes(9), "the highest counter was refused");
        others.push({ ...authenticator, counter: 9 });
        sameRows(await raw.rows("authenticator"), others, "the counter is not the highest of the five");
        assert.equal((await clientOf(round).getAuthenticator(credentialID))?.counter, 9);
      }
    }),

  "CON-14": ({ raw, given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const [user, neighbour] = [await given.user(), await given.user()];
      const neighbours = await given.authenticator({ userId: neighbour.id });
      const expected = await raw.rows("authenticator");
      const authenticators = times(12, () => sample.authenticator({ userId: user.id }));
      const { failures } = await race(
        authenticators.map((authenticator, n) => () => client(n).createAuthenticator({ ...authenticator })),
      );
      assert.deepEqual(failures, []);
      sameRows(await raw.rows("authenticator"), [...expected, ...authenticators]);
      const idsOf = async (n: number, userId: string) =>
        (await client(n).listAuthenticatorsByUserId(userId)).map(({ credentialID }) => credentialID).sort();
      for (const n of [0, 1]) {
        assert.deepEqual(await idsOf(n, user.id), authenticators.map(({ credentialID }) => credentialID).sort());
        assert.deepEqual(await idsOf(n, neighbour.id), [neighbours.credentialID]);
      }
    }),

  "CON-15": ({ raw, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const before = await raw.rows("user");
      const users = times(50, () => sample.user());
      const { answers, failures } = await race(
        users.map((user, n) => async () => {
          const created = await client(n).createUser({ ...user, id: crypto.randomUUID() });
          return { ...user, id: created.id as string };
        }),
      );
      assert.deepEqual(failures, []);
      assert.equal(new Set(answers.map(({ id }) => id)).size, users.length, "two users have the same id");
      sameRows(await raw.rows("user"), [...before, ...answers]);
      const { failures: lost } = await race(
        answers.map((user, n) => async () => {
          const isByEmail = n % 4 < 2;
          const reader = client(n + 1);
          sameFields(await (isByEmail ? reader.getUserByEmail(emailOf(user)) : reader.getUser(user.id)), user);
        }),
      );
      assert.deepEqual(lost, [], "a user is not found");
    }),

  "CON-16": ({ given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const users = await Promise.all(times(10, () => given.user()));
      const live = await Promise.all(
        times(20, async (n) => {
          const user = users[n % users.length] ?? (await given.user());
          return { session: await given.session({ userId: user.id }), user };
        }),
      );
      const unknown = { session: sample.session({ userId: "" }), user: null };
      const wanted = times(5, (n) => startingAt(n * 3, [...live, unknown]))
        .flat()
        .slice(0, 100);
      const { failures } = await race(
        wanted.map(({ session, user }, n) => async () => {
          const found = await client(n).getSessionAndUser(session.sessionToken);
          if (user === null) return assert.equal(found, null, "an unknown token finds a session");
          sameFields(found?.session, session);
          sameFields(found?.user, user);
        }),
      );
      assert.deepEqual(failures, [], "a call was answered with what another one asked for");
    }),
};
