/** Authenticators (passkeys): eight fields of fixed types, found by an exact key, with a counter that never goes back. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import {
  caseLookAlike,
  keepsApart,
  type LookAlike,
  lookAlikes,
  only,
  rejects,
  sameFields,
  sameRows,
} from "../expect.ts";
import { base64 } from "../samples.ts";
import { authenticatorCounters } from "./authenticator-counters.ts";
import { type Authenticator, highestCounter, listed, lists, makesRoundTrip } from "./authenticator-rows.ts";

/** Credential ids that are as different as any two, and that both may come up. */
const base64Pairs: readonly LookAlike[] = [
  { differ: "a doubled slash", key: "AA//BB==", other: "AA/BB==" },
  { differ: "upper and lower case", key: "QbCdEfGh+/8=", other: "qBcDeFgH+/8=" },
  { differ: "the case of one letter", key: "c3VyZS4=", other: "c3VyzS4=" },
  { differ: "plus and blank", key: "DD++EE==", other: "DD  EE==" },
  { differ: "plus and slash", key: "FF++GG==", other: "FF//GG==" },
  { differ: "base64 and base64url", key: "HH+/II==", other: "HH-_II==" },
  { differ: "padding", key: "JJKKLL==", other: "JJKKLL" },
];

export const authenticators: CasesOf<"WAN"> = {
  "WAN-01": async (context) => {
    const { adapter, raw, given, sample } = context;
    const { id: userId } = await given.user();
    const row = sample.authenticator({ userId });
    const before = await raw.rows("authenticator");
    sameFields(await adapter.createAuthenticator({ ...row }), row);
    sameRows(await raw.rows("authenticator"), [...before, row]);
    sameFields(await adapter.getAuthenticator(row.credentialID), row);
    const changes = { counter: 0, credentialDeviceType: "singleDevice", credentialBackedUp: false, transports: "usb" };
    await makesRoundTrip(context, sample.authenticator({ userId, ...changes }));
    // What two mistakes that undo each other would hide.
    const written = await given.authenticator({ userId });
    sameFields(await adapter.getAuthenticator(written.credentialID), written);
  },

  "WAN-02": async ({ adapter, given }) => {
    const { id: userId } = await given.user();
    const row = await given.authenticator({ userId });
    for (const unknown of [base64(32), row.providerAccountId, row.credentialPublicKey, userId]) {
      assert.equal(await adapter.getAuthenticator(unknown), null, `${inspect(unknown)} is no credential id`);
    }
    sameFields(await adapter.getAuthenticator(row.credentialID), row);
  },

  "WAN-03": async ({ adapter, raw, given, sample }) => {
    const owners = new Map<string, string>();
    const insert = async (credentialID: string) => {
      const { id: userId } = await given.user();
      await adapter.createAuthenticator(sample.authenticator({ credentialID, userId }));
      owners.set(credentialID, userId);
      return userId;
    };
    const find = async (credentialID: string) => (await adapter.getAuthenticator(credentialID))?.userId ?? null;
    await keepsApart([...base64Pairs, ...lookAlikes, caseLookAlike], insert, find);
    for (const { differ, key, other } of base64Pairs) {
      await adapter.updateAuthenticatorCounter(key, 100);
      const rows = await raw.rows("authenticator");
      for (const [credentialID, counter] of [[key, 100] as const, [other, 7] as const]) {
        const stored = only(rows, { credentialID }).map((row) => [row.userId, row.counter]);
        assert.deepEqual(stored, [[owners.get(credentialID), counter]], `${differ}: ${inspect(credentialID)}`);
      }
    }
  },

  "WAN-04": async (context) => {
    const { adapter, raw, given, sample } = context;
    const { id: userId } = await given.user();
    const credentialID = base64(1023);
    assert.equal(credentialID.length, 1364);
    const row = sample.authenticator({ userId, credentialID, providerAccountId: credentialID });
    await makesRoundTrip(context, row);
    const last = credentialID.endsWith("A") ? "B" : "A";
    const twin = sample.authenticator({ userId, credentialID: `${credentialID.slice(0, -1)}${last}` });
    assert.equal(await adapter.getAuthenticator(twin.credentialID), null, "the last character does not count");
    await makesRoundTrip(context, twin);
    await adapter.updateAuthenticatorCounter(credentialID, 8);
    const stored = only(await raw.rows("authenticator"), { userId });
    assert.deepEqual(only(stored, { credentialID }), [{ ...row, counter: 8 }]);
    assert.deepEqual(only(stored, { credentialID: twin.credentialID }), [twin]);
  },

  "WAN-05": async (context) => {
    const { id: userId } = await context.given.user();
    const credentialPublicKey = base64(3072);
    assert.equal(credentialPublicKey.length, 4096);
    await makesRoundTrip(context, context.sample.authenticator({ userId, credentialPublicKey }));
  },

  "WAN-09": async (context) => {
    const { adapter, raw, given, sample } = context;
    const { id: userId } = await given.user();
    for (const credentialBackedUp of [false, true]) {
      const row = sample.authenticator({ userId, credentialBackedUp });
      const { credentialID } = row;
      const answers = {
        createAuthenticator: await adapter.createAuthenticator({ ...row }),
        getAuthenticator: await adapter.getAuthenticator(credentialID),
        listAuthenticatorsByUserId: (await listed(context, userId)).get(credentialID),
      };
      for (const [method, answer] of Object.entries(answers)) {
        assert.equal(answer?.credentialBackedUp, credentialBackedUp, `${method} answers ${inspect(answer)}`);
      }
      assert.deepEqual(only(await raw.rows("authenticator"), { credentialID }), [row]);
    }
  },

  "WAN-10": async (context) => {
    const { adapter, raw, given, sample } = context;
    const { id: userId } = await given.user();
    for (const empty of [{}, { transports: undefined }, { transports: null }, { transports: "" }]) {
      const { transports: _, ...rest } = sample.authenticator({ userId });
      const { credentialID } = rest;
      await adapter.createAuthenticator({ ...rest, ...empty });
      const [stored] = only(await raw.rows("authenticator"), { credentialID });
      const read: unknown = await adapter.getAuthenticator(credentialID);
      for (const row of [stored, read, (await listed(context, userId)).get(credentialID)]) {
        sameFields(row, rest, Object.keys(rest));
        const { transports } = Object(row);
        assert.ok([null, undefined, ""].includes(transports), `${inspect(empty)} reads ${inspect(transports)}`);
      }
    }
    await makesRoundTrip(context, sample.authenticator({ userId, transports: "usb,nfc,ble,smart-card" }));
  },

  "WAN-11": async ({ adapter, raw, given, sample }) => {
    const [{ id: userId }, { id: otherId }] = [await given.user(), await given.user()];
    const first = await given.authenticator({ userId });
    const { credentialID } = first;
    const before = await raw.rows("authenticator");
    for (const owner of [otherId, userId]) {
      const second = sample.authenticator({ userId: owner, credentialID, counter: 8, credentialBackedUp: false });
      await rejects(() => adapter.createAuthenticator({ ...second }), "a second authenticator of one credential id");
      sameRows(await raw.rows("authenticator"), before, "the first authenticator is not what it was");
    }
    sameFields(await adapter.getAuthenticator(credentialID), first);
    assert.deepEqual(await adapter.listAuthenticatorsByUserId(otherId), []);
  },

  "WAN-12": async (context) => {
    const { adapter, given, sample } = context;
    const [{ id: userId }, { id: otherId }] = [await given.user(), await given.user()];
    const others = [await given.authenticator({ userId: otherId }), sample.authenticator({ userId: otherId })];
    const own = [
      await given.authenticator({ userId, counter: 0, credentialBackedUp: false, transports: null }),
      await given.authenticator({ userId, counter: highestCounter, credentialDeviceType: "singleDevice" }),
      sample.authenticator({ userId }),
    ];
    for (const row of [own[2], others[1]]) await adapter.createAuthenticator({ ...(row as Authenticator) });
    await lists(context, userId, own);
    await lists(context, otherId, others);
  },

  "WAN-13": async ({ adapter, given, harness }) => {
    const [{ id: userId }, { id: without }] = [await given.user(), await given.user()];
    const row = await given.authenticator({ userId });
    for (const id of [harness.freshUserId(), without]) {
      assert.deepEqual(await adapter.listAuthenticatorsByUserId(id), []);
    }
    const [first] = await adapter.listAuthenticatorsByUserId(userId);
    sameFields(first, row);
  },

  "WAN-20": async (context) => {
    const { adapter, given, sample } = context;
    const [{ id: userId }, { id: otherId }] = [await given.user(), await given.user()];
    const passkeys = new Map<string, Authenticator>();
    for (const provider of ["webauthn", "passkey"]) {
      const credentialID = base64(32);
      const row = sample.authenticator({ userId, credentialID, providerAccountId: credentialID });
      await adapter.linkAccount({ userId, type: "webauthn", provider, providerAccountId: credentialID });
      await adapter.createAuthenticator({ ...row });
      passkeys.set(provider, row);
    }
    await lists(context, userId, [...passkeys.values()]);
    for (const [provider, { providerAccountId }] of passkeys) {
      const others = [...passkeys.keys()].filter((other) => other !== provider);
      const own = { userId, type: "webauthn", provider, providerAccountId };
      sameFields(await adapter.getAccount(providerAccountId, provider), own);
      for (const other of others) {
        assert.equal(await adapter.getAccount(providerAccountId, other), null, `an account of ${provider}`);
        const foreign = await given.account({ ...own, userId: otherId, provider: other });
        sameFields(await adapter.getAccount(providerAccountId, other), foreign);
        sameFields(await adapter.getAccount(providerAccountId, provider), own);
      }
    }
  },

  ...authenticatorCounters,
};
