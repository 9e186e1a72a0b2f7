/**
 * The case about encrypted provider tokens: who reads the database cannot call the provider, and no state of the tokens
 * keeps a user out.
 */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { KeyRing, MortiseAdapter } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { Row } from "../harness.ts";
import { need } from "../needs.ts";
import { base64 } from "../samples.ts";
import { keyOf } from "./account-rows.ts";
import { needMethods } from "./maintenance-rows.ts";

const tokenFields = ["access_token", "refresh_token", "id_token"] as const;
const oldId = "key-of-october";
const newId = "key-of-november";

type Account = Row<"account">;
type WithRing = (ring: KeyRing) => MortiseAdapter;

export const providerTokens: Pick<CasesOf<"MNT">, "MNT-09"> = {
  "MNT-09": async (context) => {
    const { harness, given } = context;
    const construct = need(harness.construct, "way to construct an adapter with options");
    const withRing: WithRing = (ring) => construct({ encryptProviderTokens: ring });
    const [oldKey, newKey] = [base64(32), base64(32)];
    const user = await given.user();
    const old = withRing({ current: oldId, keys: { [oldId]: oldKey } });
    needMethods(old, "listAccounts");

    const account = await unreadable(context, old, user.id, (await given.user()).id);
    const secrets = [oldKey, newKey, ...spellings(oldKey), ...spellings(newKey), ...plainOf(account)];
    const refused = (adapter: MortiseAdapter, broken: Account, what: string, says = /key|encrypt|tamper/i) =>
      isRefused(context, adapter, broken, { what, says, secrets });

    // The key as bytes is the same key.
    const rotated = withRing({ current: newId, keys: { [oldId]: Buffer.from(oldKey, "base64"), [newId]: newKey } });
    await reads(rotated, account);
    const later = context.sample.account({ userId: (await given.user()).id });
    await rotated.linkAccount({ ...later });
    const onlyNew = withRing({ current: newId, keys: { [newId]: newKey } });
    await reads(onlyNew, later);
    await refused(onlyNew, account, "a token whose key was removed", new RegExp(`key.*${oldId}|${oldId}.*key`, "i"));
    await refused(old, later, "a token of a key that is not there yet", new RegExp(`key.*${newId}|${newId}.*key`, "i"));
    await refused(withRing({ current: oldId, keys: { [oldId]: newKey } }), account, "another key of the same id");

    await survivesTampering(context, old, account, refused);
    await opensClearTokens(context, withRing, oldKey, refused);
    await rejectsRings(context, withRing, secrets);
  },
};

function plainOf(account: Account): string[] {
  return tokenFields.flatMap((field) => account[field] ?? []);
}

/** A secret as it may stand in a dump or an error. */
function spellings(secret: string): string[] {
  const bytes = [Buffer.from(secret), Buffer.from(secret, "base64")];
  return bytes.flatMap((each) => [each.toString("hex"), each.toString("base64"), each.toString("base64url")]);
}

/** The account as it is stored. */
async function storedOf({ raw }: CaseContext, { provider, providerAccountId }: Account): Promise<Account> {
  const [row, ...more] = only(await raw.rows("account"), { provider, providerAccountId });
  assert.ok(row, "the account is not stored");
  assert.deepEqual(more, []);
  return row;
}

async function reads(adapter: MortiseAdapter, account: Account): Promise<void> {
  const { provider, providerAccountId, userId } = account;
  sameFields(await adapter.getAccount(providerAccountId, provider), account);
  const listed = await adapter.listAccounts(userId);
  sameFields(only<Account>(listed, { provider, providerAccountId })[0], account);
}

/** What is linked is given back, and stands nowhere; answers the one account of the user. */
async function unreadable(
  context: CaseContext,
  adapter: MortiseAdapter,
  userId: string,
  other: string,
): Promise<Account> {
  const { raw, sample } = context;
  const dump = need(raw.dump, "dump of the database");
  const account = sample.account({ userId });
  const empty = sample.account({ userId: other, access_token: null, refresh_token: null, id_token: null });
  // The same tokens again must not be told from others.
  const { access_token, refresh_token, id_token } = account;
  const twin = sample.account({ userId: other, access_token, refresh_token, id_token });
  for (const each of [account, empty, twin]) {
    const linked = await adapter.linkAccount({ ...each });
    // Auth.js does not read it, so an adapter may answer nothing.
    if (linked !== null && linked !== undefined) sameFields(linked, each);
    await reads(adapter, each);
    const stored = await storedOf(context, each);
    const tokens = Object.fromEntries(tokenFields.map((field) => [field, stored[field]]));
    assert.deepEqual({ ...each, ...tokens }, stored, "more than the tokens is stored otherwise");
  }
  const [stored, none, again] = [
    await storedOf(context, account),
    await storedOf(context, empty),
    await storedOf(context, twin),
  ];
  assert.deepEqual(plainOf(none), []);
  const text = await dump();
  assert.ok(text.includes(plainOf(stored)[0] ?? "?"), "the dump does not show what is stored");
  for (const token of plainOf(account)) {
    for (const each of [token, ...spellings(token)])
      assert.ok(!text.includes(each), "a token is readable in the database");
  }
  const envelopes = [...plainOf(stored), ...plainOf(again)];
  assert.equal(new Set(envelopes).size, 2 * tokenFields.length, "the same text is encrypted the same way");
  await adapter.unlinkAccount(keyOf(account));
  await adapter.linkAccount({ ...account });
  const relinked = plainOf(await storedOf(context, account));
  assert.deepEqual(
    envelopes.filter((text) => relinked.includes(text)),
    [],
    "the same text is encrypted the same way",
  );
  return account;
}

interface Refusal {
  readonly what: string;
  readonly says: RegExp;
  /** What no error may contain. */
  readonly secrets: readonly string[];
}

type Refused = (adapter: MortiseAdapter, broken: Account, what: string) => Promise<void>;

/** Reading the tokens fails and says why; signing in and unlinking need none of them. */
async function isRefused(
  context: CaseContext,
  adapter: MortiseAdapter,
  account: Account,
  refusal: Refusal,
): Promise<void> {
  const { what, says, secrets } = refusal;
  const { provider, providerAccountId, userId } = account;
  const stored = await storedOf(context, account);
  for (const read of [() => adapter.getAccount(providerAccountId, provider), () => adapter.listAccounts(userId)]) {
    const error = await errorOf(read, what);
    assert.match(error.message, says, `${what}: the error does not say what happened`);
    tellsNothing(error, [...secrets, ...plainOf(stored)]);
  }
  const owner = await adapter.getUserByAccount({ provider, providerAccountId });
  assert.equal(owner?.id, userId, `${what} keeps its user out`);
}

async function errorOf(call: () => Promise<unknown>, what: string): Promise<Error> {
  const [settled] = await Promise.allSettled([call()]);
  assert.equal(settled.status, "rejected", `${what} is read`);
  const { reason } = settled as PromiseRejectedResult;
  assert.ok(reason instanceof Error, `${what} fails with ${inspect(reason)}, which is not an Error`);
  return reason;
}

function tellsNothing(error: Error, secrets: readonly string[]): void {
  const text = `${error.stack}\n${inspect(error, { depth: null, showHidden: true })}\n${JSON.stringify(error)}`;
  for (const secret of secrets) assert.ok(!text.includes(secret), "an error tells a token or a key");
}

/** Puts the row in the place of the one with its key. */
async function replace({ adapter, raw }: CaseContext, row: Account): Promise<void> {
  await adapter.unlinkAccount(keyOf(row));
  await raw.insert("account", row);
}

async function survivesTampering(
  context: CaseContext,
  adapter: MortiseAdapter,
  account: Account,
  refused: Refused,
): Promise<void> {
  const { given, sample, raw } = context;
  const stored = await storedOf(context, account);
  for (const field of tokenFields) {
    const text = stored[field] ?? "";
    const at = [0, 0.4, 0.6, 0.8].map((part) => Math.floor(text.length * part));
    const changed = [...at, text.length - 6].map((index) => exchanged(text, index));
    const forged = [...changed, text.slice(0, -8), text.slice(0, 30), `${text}AAAA`, "tampered-with"];
    // Every way with one of the fields, and that the others are looked at as well.
    for (const other of field === "access_token" ? forged : forged.slice(2, 3)) {
      await replace(context, { ...stored, [field]: other });
      await errorOf(() => adapter.getAccount(account.providerAccountId, account.provider), "a tampered value");
    }
    await refused(adapter, account, "a tampered value");
  }
  // Each value is sound, and in the place of another.
  const { access_token, refresh_token, id_token } = stored;
  for (const moved of [
    { access_token: refresh_token, refresh_token: access_token },
    { access_token: id_token },
    { refresh_token: id_token },
  ]) {
    await replace(context, { ...stored, ...moved });
    await refused(adapter, account, "a value that was moved to another field");
  }
  await replace(context, stored);
  await reads(adapter, account);

  const thief = await given.user();
  const theirs = sample.account({ userId: thief.id, access_token, refresh_token, id_token });
  await raw.insert("account", theirs);
  await refused(adapter, theirs, "a value that was moved to another account");
  // Of the same provider's id at another provider.
  const elsewhere = { ...theirs, provider: "elsewhere", providerAccountId: account.providerAccountId };
  await replace(context, elsewhere);
  await refused(adapter, elsewhere, "a value that was moved to another provider");
  await adapter.unlinkAccount(keyOf(elsewhere));
  await adapter.unlinkAccount(keyOf(theirs));
  assert.deepEqual(
    only(await raw.rows("account"), { userId: thief.id }),
    [],
    "an unreadable account cannot be unlinked",
  );
}

function exchanged(text: string, index: number): string {
  return `${text.slice(0, index)}${text[index] === "A" ? "B" : "A"}${text.slice(index + 1)}`;
}

/**
 * A token in the clear is an error too, or whoever can write to the database could put one of their own there. There is
 * a window for those that were stored before.
 */
async function opensClearTokens(
  { given }: CaseContext,
  withRing: WithRing,
  key: string,
  refused: Refused,
): Promise<void> {
  const { id: userId } = await given.user();
  const account = await given.account({ userId });
  const ring = { current: oldId, keys: { [oldId]: key } };
  await refused(withRing(ring), account, "a token in the clear");
  await refused(withRing({ ...ring, acceptPlainUntil: new Date(Date.now() - 1000) }), account, "a token in the clear");
  await reads(withRing({ ...ring, acceptPlainUntil: new Date(Date.now() + 60_000) }), account);
}

/** A ring that is not usable fails, and never stores in the clear. */
async function rejectsRings({ raw, given, sample }: CaseContext, withRing: WithRing, secrets: string[]): Promise<void> {
  const { id: userId } = await given.user();
  const short = base64(16);
  for (const ring of [
    { current: newId, keys: { [oldId]: base64(32) } },
    { current: oldId, keys: { [oldId]: short } },
    { current: oldId, keys: {} },
  ]) {
    const error = await errorOf(
      async () => withRing(ring).linkAccount(sample.account({ userId })),
      "an unusable key ring",
    );
    assert.match(error.message, /key/i);
    tellsNothing(error, [...secrets, short, ...Object.values(ring.keys)]);
    assert.deepEqual(only(await raw.rows("account"), { userId }), [], "an account is stored with an unusable key ring");
  }
}
