/** What fields, columns and tables are called is the app's own affair. */
import assert from "node:assert/strict";
import { standardFields } from "@mortise/adapter-kit";
import type { CasesOf } from "../context.ts";
import { everyRow, only, sameFields } from "../expect.ts";
import type { ExtraField, Row, Variant } from "../harness.ts";
import { NotCheckable, need } from "../needs.ts";
import { accountReadBack, keyOf, ownerOf } from "./account-rows.ts";
import { implemented, on, tryEach } from "./each-method.ts";
import { emailOf, fromEveryReader, isStored } from "./user-rows.ts";
import { holds, withVariant } from "./variants.ts";

type Names = "CUS-06" | "CUS-07" | "CUS-10";

const text: ExtraField = { kind: "string" };
const reserved = ["order", "group", "user", "index", "key"];
const odd = ["a-b", "a.b", "$set", "__proto__x", "é"];

/** A value for each name; no two values are the same. */
function filled(names: readonly string[], of: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${of}'s ${name}`]));
}

/** Where an app's columns have names of their own. Two pairs have each other's: a place that forgets the names shows. */
const columns: NonNullable<Variant["columns"]> = {
  user: { id: "user_id", name: "image", image: "name", email: "email_address", emailVerified: "email_verified" },
  account: {
    userId: "user_id",
    providerAccountId: "provider_account_id",
    access_token: "refresh_token",
    refresh_token: "access_token",
  },
  session: { sessionToken: "session_token", userId: "user_id", expires: "expires_at" },
  verificationToken: { identifier: "address", token: "token_hash", expires: "expires_at" },
  authenticator: {
    credentialID: "credential_id",
    userId: "user_id",
    providerAccountId: "provider_account_id",
    credentialPublicKey: "public_key",
    counter: "sign_count",
    credentialDeviceType: "device_type",
    credentialBackedUp: "is_backed_up",
  },
};

const ownTables: NonNullable<Variant["tables"]> = {
  user: "cus_people",
  account: "cus_linked_accounts",
  session: "cus_app_sessions",
  verificationToken: "cus_magic_links",
  authenticator: "cus_passkeys",
};

/** The names of columns that no record has as a field. */
const columnNames: readonly string[] = Object.values(columns)
  .flatMap((names) => Object.values(names))
  .filter((name) => !Object.values(standardFields).some((fields) => name in fields));

/** The keys of a result and of the rows in it. */
function keysIn(result: unknown): string[] {
  if (typeof result !== "object" || result === null || result instanceof Date) return [];
  const own = Array.isArray(result) ? [] : Object.keys(result);
  return [...own, ...Object.values(result).flatMap(keysIn)];
}

export const customNames: Pick<CasesOf<"CUS">, Names> = {
  "CUS-06": ({ harness }) => {
    const named = Object.fromEntries(reserved.map((name) => [name, text]));
    const fields = { user: named, account: named, session: named };
    return withVariant(harness, { prefix: "cus_", fields }, async (context) => {
      const { adapter, raw, given, sample } = context;
      const { id: _, ...input } = sample.user(filled(reserved, "Ada"));
      const created = await adapter.createUser({ ...input });
      const user = { ...input, id: created.id } as Row<"user">;
      sameFields(created, user);
      await isStored(raw, user);
      const readers = await fromEveryReader(context, { id: user.id, email: emailOf(user) });
      for (const [reader, found] of Object.entries(readers)) {
        assert.ok(found, `${reader} does not find the user`);
        sameFields(found, user);
      }
      const account = sample.account({ userId: user.id, ...filled(reserved, "the account") });
      await adapter.linkAccount({ ...account });
      const { providerAccountId } = account;
      assert.deepEqual(only(await raw.rows("account"), { providerAccountId }), [account]);
      sameFields(await accountReadBack(context, account), account);
      sameFields(await adapter.getUserByAccount(keyOf(account)), user);
      const session = sample.session({ userId: user.id, ...filled(reserved, "the session") });
      sameFields(await adapter.createSession({ ...session }), session);
      const found = await adapter.getSessionAndUser(session.sessionToken);
      sameFields(found?.session, session);
      sameFields(found?.user, user);

      const neighbour = await given.user(filled(reserved, "Grace"));
      for (const name of reserved) {
        const changed = { ...user, [name]: "changed" };
        sameFields(await adapter.updateUser({ id: user.id, [name]: "changed" }), changed);
        await isStored(raw, changed);
        await adapter.updateUser({ id: user.id, [name]: user[name] });
      }
      await isStored(raw, neighbour);
    });
  },

  "CUS-07": async ({ harness, adapter, raw, sample }) => {
    for (const names of [odd, ...odd.map((name) => [name])]) {
      const { id: _, ...input } = sample.user({ emailVerified: null });
      const created = await adapter.createUser({ ...filled(names, "Ada"), ...input, id: crypto.randomUUID() });
      const user = { ...input, id: created.id } as Row<"user">;
      sameFields(created, user);
      sameFields(only(await raw.rows("user"), { id: user.id })[0], user);
      sameFields(await adapter.updateUser({ ...filled(names, "Grace"), id: user.id, name: "Grace" }), {
        ...user,
        name: "Grace",
      });
      sameFields(only(await raw.rows("user"), { id: user.id })[0], { ...user, name: "Grace" });
      const account = sample.account({ userId: user.id });
      await adapter.linkAccount({ ...filled(names, "the account"), ...account });
      const { providerAccountId } = account;
      sameFields(only(await raw.rows("account"), { providerAccountId })[0], account);
      assert.equal(await ownerOf(adapter, account), user.id);
      const { sessionToken, expires } = sample.session({ userId: user.id });
      await adapter.createSession({ ...filled(names, "the session"), sessionToken, userId: user.id, expires });
      sameFields((await adapter.getSessionAndUser(sessionToken))?.user, { ...user, name: "Grace" });
    }
    // As declared fields they are kept.
    const openVariant = need(harness.openVariant, "way to make tables of a variant");
    const fields = { user: Object.fromEntries(odd.map((name) => [name, text])) };
    try {
      await withVariant({ ...harness, openVariant }, { prefix: "cus_", fields }, async (context) => {
        const { id: _, ...input } = context.sample.user(filled(odd, "Ada"));
        const created = await context.adapter.createUser({ ...input });
        sameFields(created, input);
        await isStored(context.raw, { ...input, id: created.id } as Row<"user">);
        sameFields(await context.adapter.getUser(created.id), input);
        const stored = await context.given.user(filled(odd, "Grace"));
        sameFields(await context.adapter.updateUser({ id: stored.id, ...filled(odd, "Lin") }), filled(odd, "Lin"));
        await isStored(context.raw, { ...stored, ...filled(odd, "Lin") });
      });
    } catch (error) {
      // Where the database has no fields of such names, what stands above is all that there is to hold.
      if (!(error instanceof NotCheckable)) throw error;
    }
  },

  "CUS-10": async ({ harness, raw: beside }) => {
    const before = await everyRow(beside);
    await withVariant(harness, { tables: ownTables, columns }, async (context) => {
      await tryEach(context, implemented(context.adapter), on(context.adapter), (result) => {
        const foreign = keysIn(result).filter((key) => columnNames.includes(key));
        assert.deepEqual(foreign, [], "names of columns in what Auth.js gets");
        return result;
      });
    });
    await holds(beside, before, "the tables of the other names");
  },
};
