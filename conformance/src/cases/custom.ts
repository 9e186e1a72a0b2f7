/** Custom fields: what an app declares is kept, what it does not declare is in nobody's way, and names are only names. */
import assert from "node:assert/strict";
import type { RecordName, SessionInput } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { ExtraField, Row } from "../harness.ts";
import { NotCheckable } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { accountReadBack, keyOf, ownerOf } from "./account-rows.ts";
import { customNames } from "./custom-names.ts";
import { laterExpiry } from "./session-rows.ts";
import { emailOf, fromEveryReader, isStored } from "./user-rows.ts";
import { withVariant } from "./variants.ts";

const text: ExtraField = { kind: "string" };

/** A field of each kind. */
const kinds: Readonly<Record<string, ExtraField>> = {
  role: text,
  logins: { kind: "number" },
  isBanned: { kind: "boolean" },
  settings: { kind: "json" },
  trialEnds: { kind: "date" },
};

/** A value of each kind, in the first row such as a guess by its looks gets wrong, in the second such as is falsy. */
function valuesOf({ harness }: CaseContext): [Partial<Row<"user">>, Partial<Row<"user">>] {
  const grain = harness.traits.dateGrain;
  return [
    {
      role: "2020-01-01T00:00:00.000Z",
      logins: 1_795_255_971,
      isBanned: true,
      settings: { theme: "dark", seen: ["a", "2020-01-01T00:00:00.000Z", 7, false], size: { width: 2, height: null } },
      trialEnds: inMinutes(20_000, grain),
    },
    { role: "0042", logins: 0, isBanned: false, settings: [], trialEnds: inMinutes(-12_345_678, grain) },
  ];
}

/** Every one of the four readers answers the whole row. */
async function isReadByAll(context: CaseContext, row: Row<"user">): Promise<void> {
  for (const [reader, user] of Object.entries(await fromEveryReader(context, { id: row.id, email: emailOf(row) }))) {
    assert.ok(user, `${reader} does not find the user`);
    sameFields(user, row);
  }
}

export const custom: CasesOf<"CUS"> = {
  "CUS-01": async ({ adapter, raw, given, sample }) => {
    const extras = {
      role: "admin",
      isAdmin: true,
      logins: 7,
      address: { city: { name: "London", at: [51.5, -0.1] } },
      groups: ["staff", "press"],
      joinedAt: new Date("2020-01-02T03:04:05.678Z"),
      locale: undefined,
      company: null,
    };
    // All of them at once, as a provider's `profile()` gives them, and each alone, so that none hides behind another.
    for (const extra of [extras, ...Object.entries(extras).map(([name, value]) => ({ [name]: value }))]) {
      const { id: _, ...fields } = sample.user({ emailVerified: null });
      const created = await adapter.createUser({ ...extra, ...fields, id: crypto.randomUUID() });
      const user = { ...fields, id: created.id };
      sameFields(created, user);
      const rows = only(await raw.rows("user"), { email: fields.email });
      assert.equal(rows.length, 1, `a user with ${Object.keys(extra)} is not stored, or not once`);
      sameFields(rows[0], user);
      const account = await given.account({ userId: created.id });
      assert.equal(await ownerOf(adapter, account), created.id);
    }
  },

  "CUS-02": ({ harness }) =>
    withVariant(harness, { prefix: "cus_", fields: { user: kinds } }, async (context) => {
      const { adapter, raw, given, sample } = context;
      const [odd, falsy] = valuesOf(context);
      for (const values of [odd, falsy]) {
        const { id: _, ...input } = sample.user(values);
        const created = await adapter.createUser({ ...input });
        const user = { ...input, id: created.id } as Row<"user">;
        sameFields(created, user);
        await isStored(raw, user);
        await isReadByAll(context, user);
      }
      const stored = await given.user(odd);
      await isReadByAll(context, stored);
      const neighbour = await given.user(odd);
      const changed = { ...stored, ...falsy } as Row<"user">;
      sameFields(await adapter.updateUser({ id: stored.id, ...falsy }), changed);
      await isStored(raw, changed);
      // One of them alone leaves the others where they are.
      sameFields(await adapter.updateUser({ id: stored.id, isBanned: true }), { ...changed, isBanned: true });
      await isStored(raw, { ...changed, isBanned: true });
      await isStored(raw, neighbour);
    }),

  "CUS-03": ({ harness }) => {
    const fields: Readonly<Record<string, ExtraField>> = {
      role: { kind: "string", default: "member" },
      credits: { kind: "number", default: 5 },
      isActive: { kind: "boolean", default: true },
      nickname: text,
    };
    return withVariant(harness, { prefix: "cus_", fields: { user: fields } }, async ({ adapter, raw, sample }) => {
      const defaults = { role: "member", credits: 5, isActive: true, nickname: null };
      const own = { role: "admin", credits: 0, isActive: false, nickname: "Al" };
      const given = [
        { values: {}, expected: defaults },
        { values: { role: undefined, credits: undefined, isActive: undefined }, expected: defaults },
        { values: own, expected: own },
      ];
      for (const { values, expected } of given) {
        const { id: _, ...input } = sample.user();
        const created = await adapter.createUser({ ...input, ...values });
        sameFields(created, { ...input, ...expected });
        await isStored(raw, { ...input, ...expected, id: created.id } as Row<"user">);
        sameFields(await adapter.getUser(created.id), created);
      }
    });
  },

  "CUS-04": ({ harness }) => {
    const account = { refresh_token_expires_at: { kind: "number" }, region: text } as const;
    return withVariant(harness, { prefix: "cus_", fields: { account } }, async (context) => {
      const { adapter, raw, given, sample } = context;
      const { id: userId } = await given.user();
      const full = sample.account({ userId, refresh_token_expires_at: 1_811_023_971, region: "eu" });
      const bare = sample.account({ userId, refresh_token_expires_at: null, region: null });
      await adapter.linkAccount({ ...full });
      await adapter.linkAccount({ ...bare, refresh_token_expires_at: undefined, region: undefined });
      for (const row of [full, bare]) {
        const { providerAccountId } = row;
        assert.deepEqual(only(await raw.rows("account"), { providerAccountId }), [row]);
        sameFields(await accountReadBack(context, row), row);
        assert.equal(await ownerOf(adapter, row), userId);
      }
      const owner = await adapter.getUserByAccount(keyOf(full));
      assert.equal(owner?.region, undefined, "the user has a field of the account");
    });
  },

  "CUS-05": ({ harness }) =>
    withVariant(harness, { prefix: "cus_", fields: { session: { ip: text, userAgent: text } } }, async (context) => {
      const { adapter, raw, given, sample } = context;
      const user = await given.user();
      const neighbour = await given.session({ userId: user.id, ip: "198.51.100.7", userAgent: "Lynx/2.9" });
      const seen = { ip: "203.0.113.9", userAgent: "Mozilla/5.0 (X11; Linux x86_64)" };
      // Auth.js knows nothing of the two; an app adds them in a method of its own around the adapter's.
      const own = {
        ...adapter,
        createSession: (session: SessionInput) => adapter.createSession({ ...session, ...seen }),
      };
      const session = sample.session({ userId: user.id, ...seen });
      const { sessionToken, userId, expires } = session;
      sameFields(await own.createSession({ sessionToken, userId, expires }), session);
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [session]);
      sameFields((await own.getSessionAndUser(sessionToken))?.session, session);

      const extended = { ...session, expires: laterExpiry(context.harness) };
      const updated = await own.updateSession({ sessionToken, expires: extended.expires });
      if ((updated ?? null) !== null) sameFields(updated, extended);
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [extended]);
      const found = await own.getSessionAndUser(sessionToken);
      sameFields(found?.session, extended);
      sameFields(found?.user, user);
      assert.deepEqual(only(await raw.rows("session"), { sessionToken: neighbour.sessionToken }), [neighbour]);
    }),

  "CUS-08": ({ harness }) => {
    const plan: ExtraField = { kind: "string", default: "free" };
    return withVariant(harness, { prefix: "cus_", fields: { user: { ...kinds, plan } } }, async (context) => {
      const { adapter, raw, sample } = context;
      const nothing = { role: null, logins: null, isBanned: null, settings: null, trialEnds: null };
      const [values] = valuesOf(context);
      const create = async (given: object, expected: object) => {
        const { id: _, ...input } = sample.user();
        const created = await adapter.createUser({ ...input, ...given });
        const row = { ...input, ...expected, id: created.id } as Row<"user">;
        sameFields(created, row);
        await isStored(raw, row);
        await isReadByAll(context, row);
        return row;
      };
      await create({ ...nothing, plan: null }, { ...nothing, plan: null });
      await create({}, { ...nothing, plan: "free" });
      const full = await create({ ...values, plan: "pro" }, { ...values, plan: "pro" });
      const cleared = { ...full, ...nothing, name: "Grace", plan: null };
      const absent = Object.fromEntries(Object.keys(nothing).map((name) => [name, undefined]));
      const renamed = { ...full, name: "Grace" };
      sameFields(await adapter.updateUser({ ...absent, id: full.id, name: "Grace", plan: undefined }), renamed);
      await isStored(raw, renamed);
      sameFields(await adapter.updateUser({ ...nothing, id: full.id, plan: null }), cleared);
      await isStored(raw, cleared);
      await isReadByAll(context, cleared);
    });
  },

  "CUS-09": async ({ harness }) => {
    const idKinds = {
      text: /./,
      uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      integer: /^[1-9]\d*$/,
      objectid: /^[0-9a-f]{24}$/,
    } as const;
    const kinds = new Set(["text", "uuid", "integer", harness.traits.userIds.kind] as const);
    const without: string[] = [];
    for (const userIds of kinds) {
      try {
        await withVariant(harness, { prefix: "ids_", userIds }, (context) => keepsIds(context, idKinds[userIds]));
      } catch (error) {
        if (!(error instanceof NotCheckable)) throw error;
        without.push(error.message);
      }
    }
    if (without.length === kinds.size) throw new NotCheckable([...new Set(without)].join("; "));
  },

  ...customNames,
};

/** Every method answers a user's id as one and the same string, and takes it. */
async function keepsIds(context: CaseContext, looks: RegExp): Promise<void> {
  const { adapter, raw, given, sample } = context;
  const before = await given.user();
  const ids = new Set([before.id]);
  for (let n = 0; n < 2; n += 1) {
    const { id: _, ...input } = sample.user();
    const { id } = await adapter.createUser({ ...input });
    assert.equal(typeof id, "string", "createUser's id");
    assert.match(id, looks);
    ids.add(id);
    const user = { ...input, id };
    await isStored(raw, user);
    await isReadByAll(context, user);
  }
  assert.equal(ids.size, 3, "two users have one id");

  const { id } = before;
  const account = sample.account({ userId: id });
  await adapter.linkAccount({ ...account });
  assert.deepEqual(only(await raw.rows("account"), { userId: id }), [account]);
  assert.equal((await accountReadBack(context, account))?.userId, id, "the account's userId");
  const session = sample.session({ userId: id });
  assert.equal((await adapter.createSession({ ...session })).userId, id, "createSession's userId");
  const found = await adapter.getSessionAndUser(session.sessionToken);
  assert.equal(found?.session.userId, id, "the session's userId");
  assert.equal(found.user.id, id, "the id of the session's user");
  if ("createAuthenticator" in adapter) {
    const { credentialID } = await adapter.createAuthenticator(sample.authenticator({ userId: id }));
    assert.equal((await adapter.getAuthenticator(credentialID))?.userId, id, "the authenticator's userId");
    assert.equal((await adapter.listAuthenticatorsByUserId(id)).length, 1);
  }
  sameFields(await adapter.updateUser({ id, name: "Grace" }), { ...before, name: "Grace" });
  await adapter.deleteUser(id);
  const ownerless: RecordName[] = ["account", "session", "authenticator"];
  for (const record of ownerless) assert.deepEqual(only<object>(await raw.rows(record), { userId: id }), []);
  assert.equal(await adapter.getUser(id), null);
}
