/** The counter of an authenticator: a number of 32 bits that goes forward, alone. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { attempt, only, rejects, sameFields, sameRows } from "../expect.ts";
import { base64 } from "../samples.ts";
import { type Authenticator, highestCounter, listed, lists, makesRoundTrip } from "./authenticator-rows.ts";

type Ids = "WAN-06" | "WAN-07" | "WAN-08" | "WAN-14" | "WAN-15" | "WAN-16" | "WAN-17" | "WAN-18" | "WAN-19";

export const authenticatorCounters: Pick<CasesOf<"WAN">, Ids> = {
  "WAN-06": async (context) => {
    const { id: userId } = await context.given.user();
    await makesRoundTrip(context, context.sample.authenticator({ userId, counter: 0 }));
  },

  "WAN-07": async (context) => {
    const { adapter, raw, given, sample } = context;
    const { id: userId } = await given.user();
    await makesRoundTrip(context, sample.authenticator({ userId, counter: highestCounter }));
    const row = await given.authenticator({ userId, counter: 2 ** 31 - 1 });
    await adapter.updateAuthenticatorCounter(row.credentialID, highestCounter);
    const stored = only(await raw.rows("authenticator"), { credentialID: row.credentialID });
    assert.deepEqual(stored, [{ ...row, counter: highestCounter }]);
  },

  "WAN-08": async (context) => {
    const { adapter, given, sample } = context;
    const { id: userId } = await given.user();
    for (const counter of [0, 7, 3_000_000_000]) {
      const row = sample.authenticator({ userId, counter });
      const { credentialID } = row;
      const answers = {
        createAuthenticator: await adapter.createAuthenticator({ ...row }),
        getAuthenticator: await adapter.getAuthenticator(credentialID),
        listAuthenticatorsByUserId: (await listed(context, userId)).get(credentialID),
        updateAuthenticatorCounter: await adapter.updateAuthenticatorCounter(credentialID, counter),
      };
      for (const [method, answer] of Object.entries(answers)) {
        assert.equal(answer?.counter, counter, `${method} answers ${inspect(answer?.counter)}`);
      }
    }
  },

  "WAN-14": async (context) => {
    const { adapter, raw, given } = context;
    const { id: userId } = await given.user();
    const before = await raw.rows("authenticator");
    const rows: Authenticator[] = [];
    for (const counter of [0, 7, 7]) rows.push(await given.authenticator({ userId, counter }));
    for (const counter of [7, 8, 1000]) {
      for (const [n, row] of rows.entries()) {
        await adapter.updateAuthenticatorCounter(row.credentialID, counter + n);
        rows[n] = { ...row, counter: counter + n };
        await lists(context, userId, rows);
      }
    }
    sameRows(await raw.rows("authenticator"), [...before, ...rows]);
  },

  "WAN-15": async ({ adapter, raw, given }) => {
    const { id: userId } = await given.user();
    const row = await given.authenticator({ userId, counter: 7 });
    for (const counter of [8, 4242]) {
      sameFields(await adapter.updateAuthenticatorCounter(row.credentialID, counter), { ...row, counter });
      const stored = only(await raw.rows("authenticator"), { credentialID: row.credentialID });
      assert.deepEqual(stored, [{ ...row, counter }]);
    }
  },

  "WAN-16": async ({ adapter, raw, given }) => {
    const { id: userId } = await given.user();
    const { credentialID, providerAccountId } = await given.authenticator({ userId, counter: 0 });
    const before = await raw.rows("authenticator");
    for (const unknown of [base64(32), providerAccountId]) {
      for (const counter of [0, 1, 100]) {
        await rejects(() => adapter.updateAuthenticatorCounter(unknown, counter), "counting what is not there");
        sameRows(await raw.rows("authenticator"), before, "an unknown credential id changed what is stored");
      }
    }
    assert.equal((await adapter.updateAuthenticatorCounter(credentialID, 1))?.counter, 1);
  },

  "WAN-17": async ({ adapter, raw, given }) => {
    const { id: userId } = await given.user();
    for (const counter of [0, 1, 7, highestCounter]) {
      const row = await given.authenticator({ userId, counter });
      const before = await raw.rows("authenticator");
      for (const _ of ["once", "again"]) {
        sameFields(await adapter.updateAuthenticatorCounter(row.credentialID, counter), row);
        sameRows(await raw.rows("authenticator"), before);
      }
    }
  },

  "WAN-18": async ({ adapter, raw, given }) => {
    const [{ id: userId }, { id: otherId }] = [await given.user(), await given.user()];
    const row = await given.authenticator({ userId, credentialBackedUp: false, transports: "usb,nfc" });
    const { providerAccountId } = row;
    await given.authenticator({ userId });
    await given.authenticator({ userId: otherId, providerAccountId, transports: null });
    const others = (await raw.rows("authenticator")).filter(({ credentialID }) => credentialID !== row.credentialID);
    await adapter.updateAuthenticatorCounter(row.credentialID, 8);
    sameRows(await raw.rows("authenticator"), [...others, { ...row, counter: 8 }]);
  },

  "WAN-19": async ({ adapter, raw, given }) => {
    const { id: userId } = await given.user();
    const regressions: readonly (readonly [number, number])[] = [
      [10, 9],
      [1, 0],
      [100, 99],
      [2 ** 31, 2 ** 31 - 1],
      [highestCounter - 1, 1],
    ];
    for (const [counter, lower] of regressions) {
      const row = await given.authenticator({ userId, counter });
      const before = await raw.rows("authenticator");
      const answer = await attempt(() => adapter.updateAuthenticatorCounter(row.credentialID, lower));
      sameRows(await raw.rows("authenticator"), before, `${counter} went back to ${lower}`);
      if (answer !== null && answer !== undefined) sameFields(answer, row);
      const forward = await adapter.updateAuthenticatorCounter(row.credentialID, counter + 1);
      assert.equal(forward?.counter, counter + 1, "after that it does not go forward any more");
    }
  },
};
