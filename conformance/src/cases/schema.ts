/** The schema: it is made when asked for and never otherwise, it loses nothing, and its keys hold without the adapter. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { RecordName } from "@mortise/adapter-kit";
import { type CaseContext, type CasesOf, contextOf } from "../context.ts";
import { attempt, everyRow, only, rejects, sameFields } from "../expect.ts";
import type { RawPath, Row } from "../harness.ts";
import { NotCheckable, need } from "../needs.ts";
import { keyOf, ownerOf } from "./account-rows.ts";
import { isSameKey, missing, reportsDuplicates, uniqueKeys } from "./schema-rows.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { fill } from "./tenant-rows.ts";
import { keyOf as tokenKeyOf } from "./token-rows.ts";
import { emailOf, isStored } from "./user-rows.ts";
import { holds, records, withVariant, works } from "./variants.ts";

const noCreate = "adapter that creates its schema";

export const schema: CasesOf<"SCH"> = {
  "SCH-01": ({ harness }) =>
    withVariant(harness, { prefix: "sch_", isUncreated: true }, async (context) => {
      const { adapter, raw } = context;
      await areThere(raw, false);
      const problems = await need(adapter.createSchema, noCreate)();
      await areThere(raw, true);
      assert.deepEqual(missing(problems ?? []), [], "createSchema");
      if ("verifySchema" in adapter) assert.deepEqual(missing(await adapter.verifySchema()), [], "verifySchema");
      await works(context);
    }),

  "SCH-02": ({ harness }) =>
    withVariant(harness, { prefix: "sch_" }, async (context) => {
      const { adapter, raw } = context;
      const createSchema = need(adapter.createSchema, noCreate);
      const rows = await fill(context);
      const before = await everyRow(raw);
      for (let again = 0; again < 2; again += 1) {
        assert.deepEqual(missing((await createSchema()) ?? []), []);
        await holds(raw, before, "after createSchema on tables that are there");
      }
      assert.equal(await signedIn(adapter, rows.session.sessionToken), rows.user.id);
      await works(context);
    }),

  "SCH-03": ({ harness }) =>
    withVariant(harness, { prefix: "sch_", isUncreated: true }, async (context) => {
      const { adapter, raw, harness: own } = context;
      need(adapter.createSchema, noCreate);
      const over = need(own.construct, "second adapter over its client")();
      const seconds = await Promise.all([own.openSecond(), own.openSecond()]);
      try {
        const adapters = [adapter, over, ...seconds.map((second) => second.adapter)];
        const runs = await Promise.allSettled(adapters.map((each) => each.createSchema()));
        const failed = runs.filter((run) => run.status === "rejected").map(({ reason }) => String(reason));
        assert.deepEqual(failed, [], "createSchema beside createSchema");
        await areThere(raw, true);
        await works(context);
      } finally {
        for (const second of seconds) await second.close();
      }
    }),

  "SCH-04": async ({ harness }) => {
    const adoption = await need(harness.openOfficial, "official adapter for this backend")();
    try {
      const context = contextOf(adoption.harness);
      const rows = await fill(context);
      await works(context);
      const { adapter, raw } = context;
      await isStored(raw, rows.user);
      sameFields(await adapter.getUserByAccount(keyOf(rows.account)), rows.user);
      sameFields((await adapter.getSessionAndUser(rows.session.sessionToken))?.session, rows.session);
    } finally {
      await adoption.harness.close();
    }
  },

  "SCH-05": ({ harness }) => withVariant(harness, { prefix: "bare_", isBare: true }, reportsDuplicates),

  "SCH-06": ({ harness }) =>
    withVariant(harness, { prefix: "late_" }, async (early) => {
      const addField = need(early.raw.addField, "way to add a field to a table");
      const rows = await fill(early);
      const { user, session, account } = rows;
      const reads = async ({ adapter }: CaseContext, expected: Row<"user">) => {
        sameFields(await adapter.getUser(user.id), expected);
        sameFields(await adapter.getUserByEmail(emailOf(user)), expected);
        sameFields(await adapter.getUserByAccount(keyOf(account)), expected);
        sameFields((await adapter.getSessionAndUser(session.sessionToken))?.user, expected);
      };
      await reads(early, user);
      const fields = {
        role: { kind: "string", default: "member" },
        credits: { kind: "number", default: 5 },
        isActive: { kind: "boolean", default: true },
        nickname: { kind: "string" },
      } as const;
      for (const [name, field] of Object.entries(fields)) await addField("user", name, field);
      // The adapter that is running does not know of the fields yet.
      await reads(early, user);
      const { id: _, ...input } = early.sample.user();
      await early.adapter.createUser({ ...input });

      await withVariant(harness, { prefix: "late_", fields: { user: fields }, isThere: true }, async (late) => {
        const added = { role: "member", credits: 5, isActive: true, nickname: null };
        await reads(late, { ...user, ...added });
        sameFields(await late.adapter.getUserByEmail(String(input.email)), { ...input, ...added });
        const own = { role: "admin", credits: 0, isActive: false, nickname: "Al" };
        const changed = { ...user, ...own };
        sameFields(await late.adapter.updateUser({ id: user.id, ...own }), changed);
        await isStored(late.raw, changed);
        await reads(late, changed);
        const email = "late@example.com";
        sameFields(await late.adapter.createUser({ email, role: "guest" }), { email, ...added, role: "guest" });
      });
    }),

  "SCH-07": async (context) => {
    await keysHold(context);
    await inVariantToo(context, keysHold);
  },

  "SCH-08": async (context) => {
    await cascades(context);
    await inVariantToo(context, cascades);
  },

  "SCH-09": ({ harness }) => withVariant(harness, { prefix: "sch_" }, tellsApart),

  "SCH-10": ({ harness }) =>
    withVariant(harness, { prefix: "sch_", isUncreated: true }, async (context) => {
      const { adapter, raw } = context;
      if ((await raw.exists?.("user")) === null)
        throw new NotCheckable("there are no tables to create in this database");
      await areThere(raw, false);
      for (const call of ordinaryCalls(context)) {
        await attempt(async () => call());
      }
      await areThere(raw, false);
      // The same look does see tables.
      await need(adapter.createSchema, noCreate)();
      await areThere(raw, true);
    }),
};

async function areThere(raw: RawPath, expected: boolean): Promise<void> {
  const exists = need(raw.exists, "look for a table");
  for (const record of records) {
    const isThere = await exists(record);
    if (isThere !== null)
      assert.equal(isThere, expected, `the table of ${record} is ${expected ? "not there" : "there"}`);
  }
}

/** The tables of another name are as the default ones, which are enough where an adapter makes no others. */
async function inVariantToo({ harness }: CaseContext, check: (context: CaseContext) => Promise<void>): Promise<void> {
  if (harness.openVariant !== undefined) await withVariant(harness, { prefix: "sch_" }, check);
}

/** The unique keys stand in the catalogue, keep a second row out, and let in what is only half the same. */
async function keysHold({ raw, given, sample, harness }: CaseContext): Promise<void> {
  // A store may keep its keys somewhere else than in its tables, so that a second row alone tells nothing.
  const keysOf = need(raw.uniqueKeys, "look into the database's catalogue");
  for (const { record, fields } of uniqueKeys) {
    const declared = await keysOf(record);
    assert.ok(
      declared.some((key) => isSameKey(key, fields)),
      `${record} has no unique key of ${fields}, but ${JSON.stringify(declared)}`,
    );
  }
  const [user, other] = [await given.user(), await given.user()];
  const account = await given.account({ userId: user.id });
  const session = await given.session({ userId: user.id });
  const token = await given.token();
  const authenticator = await given.authenticator({ userId: user.id });
  const ofOther = { userId: other.id };
  const { credentialID } = authenticator;
  const before = await everyRow(raw);
  const seconds: { readonly [R in RecordName]: Row<R> } = {
    user: sample.user({ email: user.email }),
    account: sample.account({ ...ofOther, ...keyOf(account) }),
    session: sample.session({ ...ofOther, sessionToken: session.sessionToken }),
    verificationToken: sample.token({ ...tokenKeyOf(token), expires: laterExpiry(harness) }),
    authenticator: sample.authenticator({ ...ofOther, credentialID }),
  };
  for (const record of records) {
    await rejects(() => raw.insert(record, seconds[record]), `a second ${record} with the same key`);
    await holds(raw, before, `after a second ${record}`);
  }
  for (const email of [null, null]) await given.user({ email });
  await given.account({ ...ofOther, provider: "gitlab", providerAccountId: account.providerAccountId });
  await given.account({ ...ofOther, provider: account.provider });
  await given.token({ token: token.token });
  await given.token({ identifier: token.identifier });
}

/**
 * The database itself removes what belongs to a user whom a hand removes. One without foreign keys leaves all of it, and
 * then it is nobody's to whoever reads.
 */
async function cascades(context: CaseContext): Promise<void> {
  const { adapter, raw } = context;
  const remove = need(raw.delete, "way to remove a row by hand");
  const kept = await fill(context);
  const before = await everyRow(raw);
  const gone = await fill(context);
  const another = await context.given.session({ userId: gone.user.id, expires: laterExpiry(context.harness) });
  const filled = await everyRow(raw);
  await remove("user", gone.user);
  const after = await everyRow(raw);
  const isLeft = (record: RecordName) => isDeepStrictEqual(after.get(record), filled.get(record));
  const expected = new Map(before);
  // One of the two alone is a foreign key that was forgotten. Passkeys may go where the others stay.
  if (isLeft("account") && isLeft("session")) {
    for (const record of ["account", "session", "authenticator"] as const) {
      if (isLeft(record)) expected.set(record, filled.get(record) ?? new Set());
    }
  }
  // A link belongs to an address and to no user.
  expected.set("verificationToken", filled.get("verificationToken") ?? new Set());
  await holds(raw, expected, "after a user was removed by hand");
  for (const [method, found] of [
    ["getUser", await adapter.getUser(gone.user.id)],
    ["getUserByEmail", await adapter.getUserByEmail(emailOf(gone.user))],
    ["getUserByAccount", await adapter.getUserByAccount(keyOf(gone.account))],
    ["getSessionAndUser", await adapter.getSessionAndUser(gone.session.sessionToken)],
    ["getSessionAndUser", await adapter.getSessionAndUser(another.sessionToken)],
  ] as const) {
    assert.equal(found ?? null, null, `${method} finds what belongs to a user who was removed by hand`);
  }
  assert.equal(await signedIn(adapter, kept.session.sessionToken), kept.user.id);
}

/** Keys that differ in case or in an accent are two, in every column that is a part of a key. */
async function tellsApart({ adapter, raw, given, harness }: CaseContext): Promise<void> {
  const pairs = [
    ["KeyOfA", "keyofa"],
    ["cafe", "café"],
  ] as const;
  for (const keys of pairs) {
    const owners = new Map<string, string>();
    for (const key of keys) {
      const { id } = await given.user({
        // Upper and lower case of an e-mail may be the same address; everything else may not.
        ...(keys === pairs[1] ? { email: `${key}@example.com` } : {}),
        ...(harness.traits.userIds.kind === "text" ? { id: key } : {}),
      });
      owners.set(key, id);
      await given.account({ userId: id, provider: "same", providerAccountId: key });
      await given.account({ userId: id, provider: key, providerAccountId: "same" });
      await given.session({ userId: id, sessionToken: key });
      await given.token({ identifier: key, token: "same" });
      await given.token({ identifier: "same", token: key });
      await given.authenticator({ userId: id, credentialID: key });
    }
    for (const [key, id] of owners) {
      if (keys === pairs[1]) assert.equal((await adapter.getUserByEmail(`${key}@example.com`))?.id, id);
      assert.equal((await adapter.getUser(id))?.id, id);
      assert.equal(await ownerOf(adapter, { provider: "same", providerAccountId: key }), id);
      assert.equal(await ownerOf(adapter, { provider: key, providerAccountId: "same" }), id);
      assert.equal(await signedIn(adapter, key), id);
      assert.equal((await adapter.getAuthenticator(key))?.userId, id);
      for (const asked of [
        { identifier: key, token: "same" },
        { identifier: "same", token: key },
      ]) {
        sameFields(await adapter.useVerificationToken(asked), asked);
        assert.deepEqual(only(await raw.rows("verificationToken"), asked), []);
      }
    }
  }
}

/** Everything that an app calls in its ordinary life. */
function ordinaryCalls({ adapter, sample, harness }: CaseContext): (() => unknown)[] {
  const user = sample.user();
  const { id } = user;
  const [account, session] = [sample.account({ userId: id }), sample.session({ userId: id })];
  const [token, passkey] = [sample.token(), sample.authenticator({ userId: id })];
  return [
    () => harness.construct?.(),
    () => adapter.getUserByAccount(keyOf(account)),
    () => adapter.getUserByEmail(emailOf(user)),
    () => adapter.createUser(user),
    () => adapter.getUser(id),
    () => adapter.updateUser({ id, name: "Grace" }),
    () => adapter.linkAccount(account),
    () => adapter.getAccount(account.providerAccountId, account.provider),
    () => adapter.createSession(session),
    () => adapter.getSessionAndUser(session.sessionToken),
    () => adapter.updateSession({ sessionToken: session.sessionToken, expires: session.expires }),
    () => adapter.createVerificationToken(token),
    () => adapter.useVerificationToken(tokenKeyOf(token)),
    () => adapter.createAuthenticator(passkey),
    () => adapter.getAuthenticator(passkey.credentialID),
    () => adapter.listAuthenticatorsByUserId(id),
    () => adapter.updateAuthenticatorCounter(passkey.credentialID, passkey.counter + 1),
    () => adapter.listSessions(id),
    () => adapter.listAccounts(id),
    () => adapter.revokeSessions(id),
    () => adapter.sweep(),
    () => adapter.verifySchema(),
    () => adapter.unlinkAccount(keyOf(account)),
    () => adapter.deleteSession(session.sessionToken),
    () => adapter.deleteUser(id),
  ];
}
