/** Users changed: `updateUser` changes what it names, of the user it names, and nothing else. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { attempt, rejects, sameFields, sameRows } from "../expect.ts";
import { inMinutes } from "../samples.ts";
import { emailOf, isStored } from "./user-rows.ts";

type Ids = "USR-20" | "USR-21" | "USR-22" | "USR-23" | "USR-24" | "USR-25" | "USR-26" | "USR-27" | "USR-28";

export const userChanges: Pick<CasesOf<"USR">, Ids> = {
  "USR-20": async ({ adapter, raw, given, harness }) => {
    const [user, neighbour] = [await given.user(), await given.user()];
    const emailVerified = inMinutes(-1, harness.traits.dateGrain);
    await adapter.updateUser({ id: user.id, emailVerified });
    await isStored(raw, { ...user, emailVerified });
    await adapter.updateUser({ id: user.id, name: "Grace" });
    await isStored(raw, { ...user, emailVerified, name: "Grace" });
    await adapter.updateUser({ id: user.id, image: "https://example.com/grace.png" });
    await isStored(raw, { ...user, emailVerified, name: "Grace", image: "https://example.com/grace.png" });
    await isStored(raw, neighbour);
  },

  "USR-21": async ({ adapter, given, harness }) => {
    const user = await given.user({ emailVerified: null });
    const emailVerified = inMinutes(-1, harness.traits.dateGrain);
    sameFields(await adapter.updateUser({ id: user.id, emailVerified }), { ...user, emailVerified });
    const renamed = { ...user, emailVerified, name: "Grace" };
    sameFields(await adapter.updateUser({ id: user.id, name: "Grace" }), renamed);
    sameFields(await adapter.getUser(user.id), renamed);
  },

  "USR-22": async ({ adapter, raw, given }) => {
    const user = await given.user();
    const changed = { ...user, image: "https://example.com/new.png" };
    const patch = { id: user.id, name: undefined, email: undefined, emailVerified: undefined, image: changed.image };
    sameFields(await adapter.updateUser(patch), changed);
    await isStored(raw, changed);
    const renamed = { ...changed, name: "Grace" };
    sameFields(await adapter.updateUser({ id: user.id, name: "Grace", image: undefined }), renamed);
    await isStored(raw, renamed);
  },

  "USR-23": async ({ adapter, raw, given }) => {
    const user = await given.user();
    const unverified = { ...user, emailVerified: null };
    sameFields(await adapter.updateUser({ id: user.id, emailVerified: null }), unverified);
    assert.equal((await adapter.getUser(user.id))?.emailVerified, null);
    await isStored(raw, unverified);
    const bare = { ...unverified, name: null, email: null, image: null };
    sameFields(await adapter.updateUser({ id: user.id, name: null, email: null, image: null }), bare);
    await isStored(raw, bare);
    assert.equal(await adapter.getUserByEmail(emailOf(user)), null, "the cleared e-mail still finds the user");
  },

  "USR-24": async ({ adapter, raw, given, harness }) => {
    const user = await given.user();
    sameFields(await adapter.updateUser({ id: user.id, name: "Grace" }), { ...user, name: "Grace" });
    const before = await raw.rows("user");
    const id = harness.freshUserId();
    for (const change of [{ emailVerified: inMinutes(-1, harness.traits.dateGrain) }, { name: "Nobody" }]) {
      await rejects(() => adapter.updateUser({ id, ...change }), "updateUser with an unknown id");
    }
    sameRows(await raw.rows("user"), before);
  },

  "USR-25": async ({ adapter, raw, sample }) => {
    const user = sample.user();
    const before = await raw.rows("user");
    await attempt(() => adapter.updateUser({ ...user }));
    sameRows(await raw.rows("user"), before);
    assert.equal(await adapter.getUser(user.id), null);
    assert.equal(await adapter.getUserByEmail(emailOf(user)), null);
  },

  "USR-26": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const email = emailOf(sample.user());
    const moved = { ...user, email };
    sameFields(await adapter.updateUser({ id: user.id, email }), moved);
    await isStored(raw, moved);
    sameFields(await adapter.getUserByEmail(email), moved);
    assert.equal(await adapter.getUserByEmail(emailOf(user)), null, "the old e-mail still finds the user");
    await rejects(() => adapter.createUser({ email }), "createUser with the new e-mail");
    const { id } = await adapter.createUser({ email: user.email });
    assert.notEqual(id, user.id);
    assert.equal((await adapter.getUserByEmail(emailOf(user)))?.id, id, "the old e-mail is free but does not find");
    await isStored(raw, moved);
  },

  "USR-27": async ({ adapter, raw, given }) => {
    const [user, other] = [await given.user(), await given.user()];
    const change = { id: user.id, name: "Grace", email: other.email };
    await rejects(() => adapter.updateUser(change), "updateUser to a taken e-mail");
    await isStored(raw, user);
    await isStored(raw, other);
    sameFields(await adapter.getUserByEmail(emailOf(other)), other);
    sameFields(await adapter.getUserByEmail(emailOf(user)), user);
    // Nobody else has one's own e-mail.
    sameFields(await adapter.updateUser({ id: user.id, name: "Grace", email: user.email }), { ...user, name: "Grace" });
  },

  "USR-28": async ({ adapter, raw, given }) => {
    const user = await given.user();
    sameFields(await adapter.updateUser({ id: user.id }), user);
    await isStored(raw, user);
  },
};
