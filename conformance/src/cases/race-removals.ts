/** Cases about races with a removal: what was removed stays removed, and what was kept in time stays. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { attempt, only, sameRows } from "../expect.ts";
import { inMinutes } from "../samples.ts";
import { race, startingAt, times, withTwoClients } from "./race-rounds.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { emailOf } from "./user-rows.ts";

type Ids = "CON-07" | "CON-08" | "CON-09" | "CON-11" | "CON-12";

export const raceRemovals: Pick<CasesOf<"CON">, Ids> = {
  "CON-07": ({ raw, given, harness }) =>
    withTwoClients(harness, async (client) => {
      const { id: userId } = await given.user();
      const expected = await raw.rows("session");
      const expires = laterExpiry(harness);
      // A hundred rounds, ten at once.
      for (let batch = 0; batch < 10; batch += 1) {
        const extended = await given.session({ userId });
        const ended = await Promise.all(times(10, () => given.session({ userId })));
        const calls = ended.flatMap(({ sessionToken }, n) =>
          startingAt<() => Promise<unknown>>(Math.floor(n / 2), [
            () => attempt(() => client(n).updateSession({ sessionToken, expires })),
            () => client(n + batch).deleteSession(sessionToken),
          ]),
        );
        calls.push(() => client(batch).updateSession({ sessionToken: extended.sessionToken, expires }));
        const { failures } = await race(calls, batch % 4);
        assert.deepEqual(failures, []);
        expected.push({ ...extended, expires });
        sameRows(await raw.rows("session"), expected, "a session came back, or one that nobody ended is not extended");
        const { sessionToken = "" } = ended[batch] ?? {};
        assert.equal(await signedIn(client(batch), sessionToken), null, "a session signs in after its end");
      }
    }),

  "CON-08": ({ raw, given, harness }) =>
    withTwoClients(harness, async (client) => {
      const { id: userId } = await given.user();
      const expires = laterExpiry(harness);
      const others = await raw.rows("session");
      for (let round = 0; round < 15; round += 1) {
        const session = await given.session({ userId, expires: inMinutes(-1, harness.traits.dateGrain) });
        const { sessionToken } = session;
        const extended = { ...session, expires };
        /** Whether there is proof that the session was extended: somebody has seen it live. */
        const extend = async () => {
          const answer: unknown = await client(round).updateSession({ sessionToken, expires });
          const [seen] = only(await raw.rows("session"), { sessionToken });
          // Some adapters answer what they were given; the owner comes from the row alone.
          return Reflect.get(Object(answer), "userId") === userId || seen?.expires.getTime() === expires.getTime();
        };
        const read = async (n: number) => {
          const found = await client(n).getSessionAndUser(sessionToken);
          return found?.session.expires.getTime() === expires.getTime();
        };
        const calls = [() => read(round + 1), extend, () => read(round)];
        const { answers, failures } = await race(startingAt(round, calls), round % 5);
        assert.deepEqual(failures, []);
        const rows = await raw.rows("session");
        const stored = only(rows, { sessionToken });
        // Whoever came too late to extend the session has changed nothing.
        const isGone = stored.length === 0 && !answers.includes(true);
        if (!isGone)
          assert.deepEqual(stored, [extended], "the session was extended, and removed as if it had not been");
        others.push(...stored);
        sameRows(rows, others, "another session is gone");
        assert.equal(await signedIn(client(round), sessionToken), isGone ? null : userId);
      }
    }),

  "CON-09": ({ raw, given, harness }) =>
    withTwoClients(harness, async (client) => {
      const { id: userId } = await given.user();
      await given.session({ userId });
      const others = await raw.rows("session");
      for (let round = 0; round < 5; round += 1) {
        const { sessionToken } = await given.session({ userId });
        const { failures } = await race(times(10, (n) => () => client(n).deleteSession(sessionToken)));
        assert.deepEqual(failures, [], "the end of a session fails because another call ended it");
        sameRows(await raw.rows("session"), others, "not that session alone is gone");
      }
    }),

  "CON-11": ({ raw, given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const { id: stays } = await given.user();
      const control = sample.session({ userId: stays });
      await client(1).createSession({ ...control });
      assert.equal(await signedIn(client(0), control.sessionToken), stays);
      const users = await raw.rows("user");
      for (let round = 0; round < 12; round += 1) {
        const { id: userId } = await given.user();
        const before = await given.session({ userId });
        const during = times(3, () => sample.session({ userId }));
        const calls = during.map((session, n) => () => attempt(() => client(n).createSession({ ...session })));
        const remove = () => client(round).deleteUser(userId);
        const { failures } = await race(startingAt<() => Promise<unknown>>(round, [remove, ...calls]), round % 5);
        assert.deepEqual(failures, [], "deleteUser fails");
        for (const [n, { sessionToken }] of [before, ...during].entries()) {
          assert.equal(await signedIn(client(n), sessionToken), null, "a session of a deleted user signs in");
        }
      }
      sameRows(await raw.rows("user"), users, "a deleted user is there");
    }),

  "CON-12": ({ raw, given, harness, sample }) =>
    withTwoClients(harness, async (client) => {
      const others = await raw.rows("user");
      for (let round = 0; round < 15; round += 1) {
        const user = await given.user();
        const { id } = user;
        const { name, image } = sample.user();
        const update = (n: number, patch: object) => () => attempt(() => client(n).updateUser({ id, ...patch }));
        const calls = [() => client(round).deleteUser(id), update(0, { name }), update(1, { image })];
        const { failures } = await race(startingAt<() => Promise<unknown>>(round, calls), round % 5);
        assert.deepEqual(failures, [], "deleteUser fails");
        sameRows(await raw.rows("user"), others, "a deleted user came back");
        assert.equal(await client(round).getUser(id), null);
        assert.equal(await client(round + 1).getUserByEmail(emailOf(user)), null);
      }
    }),
};
