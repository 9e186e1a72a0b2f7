/** The records of Auth.js as the official adapter for Upstash Redis keeps them, by one script, a run of it a verb. */
import { type Fields, type RecordFields, standardFields } from "../fields.ts";
import type { AdapterOptions } from "../options.ts";
import type { AccountKey, RecordName, Records } from "../records.ts";
import { oneTripEach, type Store } from "../store.ts";
import type { RedisClient } from "./client.ts";
import { type KeyPrefixes, keysOf, type Name } from "./keys.ts";
import { Refusal, type Reply, type Run, runOf, unindexed } from "./run.ts";
import { redisSchema } from "./schema.ts";

/** What the adapters over Redis take: the prefixes of the official adapter, and what every adapter takes. */
export interface RedisOptions extends KeyPrefixes, AdapterOptions {}

/**
 * A store over Redis, or what speaks its language.
 * @param client the app's own, as the store wants it.
 * @param options the prefixes of the keys, and the app's own fields.
 * @throws TypeError when two prefixes are in each other's way.
 */
export function redisStore(client: RedisClient, options: RedisOptions = {}): Store {
  const keys = keysOf(options, client.isCluster);
  const [anyKey = ""] = keys.prefixes;
  const fields: RecordFields = {
    ...standardFields,
    user: { ...standardFields.user, ...options.fields?.user },
    account: { ...standardFields.account, ...options.fields?.account },
    session: { ...standardFields.session, ...options.fields?.session },
  };

  const once = runOf(client, keys);
  const run: Run = async (...call) => {
    const answer = await once(...call);
    if (answer !== unindexed) return answer;
    // Another program wrote this user: once in its life, all that it wrote is put into the indexes.
    await schema.create();
    return run(...call);
  };
  const schema = redisSchema(client, keys, run);

  const decode = <R extends RecordName>(record: R, text: unknown): Records[R] =>
    decodeText(fields[record], String(text)) as Records[R];
  const decodeFirst = <R extends RecordName>(record: R, [text]: Reply): Records[R] | null =>
    text === undefined ? null : decode(record, text);
  const keyOf = (record: RecordName, row: object): Name => keys.record(record, row as Record<string, unknown>);
  const userKey = (id: string) => keyOf("user", { id });
  /** Writes a new record of a user's; `named` is what names it. */
  const insert = async <R extends "account" | "session" | "authenticator">(
    record: R,
    row: object,
    ...named: unknown[]
  ) => {
    const text = JSON.stringify(row);
    const { userId } = row as { userId: string };
    await run("insert", [...keyOf(record, row), ...userKey(userId)], [record, userId, text, ...named]);
    return decode(record, text);
  };
  /** Reads a record and its user. */
  const join = async <R extends "account" | "session">(record: R, key: object, ...named: unknown[]) => {
    const [text, owner] = await run("join", keyOf(record, key), [record, ...named], false);
    if (text === undefined) return null;
    const found = decode(record, text);
    return owner === undefined ? null : { found, user: decode("user", owner) };
  };
  const read = async <R extends RecordName>(record: R, key: object, ...named: unknown[]) =>
    decodeFirst(record, await run("read", keyOf(record, key), [record, ...named], false));
  const list = async <R extends "account" | "session" | "authenticator">(record: R, userId: string) => {
    const rows = await run("list", userKey(userId), [record, userId], false);
    return rows.map((text) => decode(record, text));
  };
  const accountIds = ({ provider, providerAccountId }: AccountKey) => [provider, providerAccountId] as const;
  const remove = (record: RecordName, key: object, before: Date | undefined, ...named: unknown[]) =>
    run("delete", keyOf(record, key), [record, before?.getTime() ?? "", ...named]).then(() => {});
  /** Goes through the namespace page by page, until the limit is reached. */
  const sweep = async (record: RecordName, now: Date, limit: number) => {
    let removed = 0;
    let cursor = "0";
    do {
      const [next, count] = await run("sweep", [anyKey], [cursor, record, now.getTime(), limit - removed]);
      removed += Number(count);
      cursor = String(next);
    } while (cursor !== "0" && removed < limit);
    return removed;
  };

  return {
    traits: { userIds: { kind: "text", from: "kit" }, dateGrain: 1, nativeExpiry: true, trips: oneTripEach },
    fields,

    users: {
      async insert(user) {
        const text = JSON.stringify(user);
        const id = String(user.id);
        const email = typeof user.email === "string" ? keys.email(user.email) : [];
        await run("insertUser", [...userKey(id), ...email], [id, text]);
        return decode("user", text);
      },
      byId: (id) => read("user", { id }, id),
      byEmail: async (email) => decodeFirst("user", await run("byEmail", keys.email(email), [email], false)),
      async byAccount(key) {
        const both = await join("account", key, ...accountIds(key));
        return both && { account: both.found, user: both.user };
      },
      async update(id, patch) {
        const email = typeof patch.email === "string" ? keys.email(patch.email) : [];
        return decodeFirst("user", await run("updateUser", [...userKey(id), ...email], [id, JSON.stringify(patch)]));
      },
      delete: (id) => run("deleteUser", userKey(id), [id]).then(() => {}),
    },

    accounts: {
      insert: (row) => {
        const { provider, providerAccountId } = row;
        // The official adapter has this field too.
        const id = `${provider}:${providerAccountId}`;
        return insert("account", { ...row, id }, provider, providerAccountId);
      },
      byKey: (key) => read("account", key, ...accountIds(key)),
      delete: (key) => remove("account", key, undefined, ...accountIds(key)),
      listByUser: (userId) => list("account", userId),
    },

    sessions: {
      insert: (row) => insert("session", row, row.sessionToken),
      async withUser(sessionToken) {
        const both = await join("session", { sessionToken }, sessionToken);
        return both && { session: both.found, user: both.user };
      },
      async update(sessionToken, patch) {
        const moved = patch.sessionToken === undefined ? [] : [keyOf("session", patch)[0]];
        const args = ["session", JSON.stringify(patch), moved[0] ?? "", sessionToken];
        return decodeFirst("session", await run("update", [...keyOf("session", { sessionToken }), ...moved], args));
      },
      delete: (sessionToken) => remove("session", { sessionToken }, undefined, sessionToken),
      deleteExpired: (sessionToken, now) => remove("session", { sessionToken }, now, sessionToken),
      listByUser: (userId) => list("session", userId),
      async deleteByUser(userId, except) {
        const kept = except.flatMap((sessionToken) => keyOf("session", { sessionToken }));
        const [count] = await run("revoke", userKey(userId), [userId, ...kept]);
        return Number(count);
      },
      sweep: (now, limit) => sweep("session", now, limit),
    },

    tokens: {
      async insert(row) {
        const { identifier, token } = row;
        const names = [...keyOf("verificationToken", row), keys.byToken(token)];
        await run("insertToken", names, [JSON.stringify(row), identifier, token]);
      },
      async take(key) {
        const { identifier, token } = key;
        const index = keys.byToken(token);
        const names = identifier === undefined ? [index] : [...keyOf("verificationToken", key), index];
        const args = identifier === undefined ? [token] : [token, identifier];
        return decodeFirst("verificationToken", await run("take", names, args));
      },
      sweep: (now, limit) => sweep("verificationToken", now, limit),
    },

    authenticators: {
      insert: (row) => insert("authenticator", row, row.credentialID),
      byId: (credentialID) => read("authenticator", { credentialID }, credentialID),
      listByUser: (userId) => list("authenticator", userId),
      async advanceCounter(credentialID, counter) {
        const names = keyOf("authenticator", { credentialID });
        return decodeFirst("authenticator", await run("advance", names, [counter, credentialID]));
      },
    },

    schema,
    classify: (error) => (error instanceof Refusal ? error.conflict : null),
  };
}

/** A stored record; its dates are known by their fields. A text that is none has no fields, so that the kit calls it corrupt. */
function decodeText(fields: Fields, text: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object(parsed(text))).map(([name, value]) => {
      const isDate = Object.hasOwn(fields, name) && fields[name]?.kind === "date";
      return [name, isDate && typeof value === "string" ? new Date(value) : value];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
