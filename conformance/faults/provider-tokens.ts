/** Faults of encrypting provider tokens. */
import type { MemoryAdapterOptions, MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";

const fields = ["access_token", "refresh_token", "id_token"] as const;

/** What was encrypted on its way into a database, by what became of it. */
const plainTexts: WeakMap<MemoryDatabase, Map<unknown, string>> = new WeakMap();

export const providerTokens: readonly Fault[] = [
  {
    name: "the key ring does not reach the store",
    catches: ["MNT-09"],
    options: ({ encryptProviderTokens: _, ...options }) => options,
  },
  {
    name: "a key ring without its current key encrypts nothing",
    catches: ["MNT-09"],
    options: ({ encryptProviderTokens: ring, ...options }) =>
      ring && Object.hasOwn(ring.keys, ring.current) ? { ...options, encryptProviderTokens: ring } : options,
  },
  {
    name: "the refresh token is forgotten",
    catches: ["MNT-09"],
    adapter: (adapter, { account: table }, { encryptProviderTokens }) => ({
      linkAccount: async (account) => {
        const linked = await adapter.linkAccount(account);
        if (encryptProviderTokens) table.update(linked, { refresh_token: linked.refresh_token });
        return linked;
      },
    }),
  },
  {
    name: "the tokens are stored in base64, which nobody can read",
    catches: ["MNT-09"],
    adapter: (adapter, { account: table }, { encryptProviderTokens }) => {
      if (!encryptProviderTokens) return {};
      const each = (row: object, turn: (text: string) => string) =>
        Object.fromEntries(fields.map((field) => [field, Reflect.get(row, field) && turn(Reflect.get(row, field))]));
      const opened = (row: object) => ({ ...row, ...each(row, atob) });
      return {
        linkAccount: async (account) => {
          const linked = await adapter.linkAccount(account);
          table.update(linked, each(linked, btoa));
          return linked;
        },
        getAccount: async (providerAccountId, provider) => opened(table.get({ provider, providerAccountId }) ?? {}),
        listAccounts: async (userId) => table.find("userId", userId).map(opened),
      };
    },
  },
  {
    name: "linkAccount answers what is stored",
    catches: ["MNT-09"],
    adapter: (adapter, { account: table }, { encryptProviderTokens }) => ({
      linkAccount: async (account) => {
        const linked = await adapter.linkAccount(account);
        return encryptProviderTokens ? table.get(linked) : linked;
      },
    }),
  },
  {
    name: "listAccounts answers what is stored",
    catches: ["MNT-09"],
    adapter: (_, { account: table }) => ({ listAccounts: async (userId) => table.find("userId", userId) }),
  },
  {
    name: "the old key is not asked for what it encrypted",
    catches: ["MNT-09"],
    options: ({ encryptProviderTokens: ring, ...options }) => {
      const key = ring?.keys[ring.current];
      return ring && key
        ? { ...options, encryptProviderTokens: { ...ring, keys: { [ring.current]: key } } }
        : { ...options, ...(ring ? { encryptProviderTokens: ring } : {}) };
    },
  },
  {
    name: "what cannot be decrypted is answered as null",
    catches: ["MNT-09"],
    adapter: (adapter, { account: table }, options) => ({
      getAccount: (providerAccountId, provider) =>
        unlessReadable(options, adapter.getAccount(providerAccountId, provider), () => {
          const row = table.get({ provider, providerAccountId: String(providerAccountId) });
          return row && { ...row, ...Object.fromEntries(fields.map((field) => [field, null])) };
        }),
    }),
  },
  {
    name: "what cannot be decrypted is answered as it is stored",
    catches: ["MNT-09"],
    adapter: (adapter, { account: table }, options) => ({
      getAccount: (providerAccountId, provider) =>
        unlessReadable(options, adapter.getAccount(providerAccountId, provider), () =>
          table.get({ provider, providerAccountId: String(providerAccountId) }),
        ),
    }),
  },
  {
    name: "what is encrypted is not bound to its account and its field",
    catches: ["MNT-09"],
    adapter: (adapter, database, { encryptProviderTokens: ring }) => {
      const known = knownOf(database);
      const nameOf = (envelope: unknown) => JSON.stringify([ring?.keys, envelope]);
      return {
        linkAccount: async (account) => {
          const linked = await adapter.linkAccount(account);
          const row = database.account.get(linked);
          for (const field of fields) known.set(nameOf(row?.[field]), linked[field]);
          return linked;
        },
        getAccount: (providerAccountId, provider) =>
          adapter.getAccount(providerAccountId, provider).catch((error) => {
            const row = database.account.get({ provider, providerAccountId: String(providerAccountId) });
            const opened = fields.map((field) => [field, known.get(nameOf(row?.[field]))]);
            if (opened.some(([, text]) => text === undefined)) throw error;
            return { ...row, ...Object.fromEntries(opened) };
          }),
      };
    },
  },
  {
    name: "a token in the clear is read whenever there is one",
    catches: ["MNT-09"],
    options: ({ encryptProviderTokens: ring, ...options }) => ({
      ...options,
      ...(ring ? { encryptProviderTokens: { ...ring, acceptPlainUntil: new Date(8.64e15) } } : {}),
    }),
  },
  {
    name: "getUserByAccount decrypts the tokens that it does not need",
    catches: ["MNT-09"],
    adapter: (adapter) => ({
      getUserByAccount: async (key) => {
        const found = await adapter.getUserByAccount(key);
        if (found) await adapter.getAccount(String(key.providerAccountId), key.provider);
        return found;
      },
    }),
  },
  {
    name: "the error tells what could not be decrypted",
    catches: ["MNT-09"],
    adapter: (adapter, { account: table }) => ({
      getAccount: (providerAccountId, provider) =>
        adapter.getAccount(providerAccountId, provider).catch((error) => {
          const row = table.get({ provider, providerAccountId: String(providerAccountId) });
          throw new Error(`${error.message} The key does not open ${row?.access_token}`, { cause: error });
        }),
    }),
  },
  {
    name: "the error is that of the cipher and names no key",
    catches: ["MNT-09"],
    adapter: (adapter) => ({
      getAccount: (providerAccountId, provider) =>
        adapter.getAccount(providerAccountId, provider).catch(() => {
          throw new Error("The operation failed for an operation-specific reason");
        }),
    }),
  },
  {
    name: "the same text is encrypted to the same value",
    catches: ["MNT-09"],
    adapter: (adapter, database) => ({
      linkAccount: async (account) => {
        const linked = await adapter.linkAccount(account);
        const known = knownOf(database);
        const row = database.account.get(linked);
        for (const field of fields) {
          const name = JSON.stringify([linked.provider, linked.providerAccountId, field, linked[field]]);
          const first = known.get(name) ?? row?.[field];
          if (typeof first !== "string") continue;
          known.set(name, first);
          database.account.update(linked, { [field]: first });
        }
        return linked;
      },
    }),
  },
];

function knownOf(database: MemoryDatabase): Map<unknown, string> {
  const known = plainTexts.get(database) ?? new Map<unknown, string>();
  plainTexts.set(database, known);
  return known;
}

/** What the call answers, or what is answered in its place when the tokens cannot be read. */
async function unlessReadable<T>(
  { encryptProviderTokens }: MemoryAdapterOptions,
  call: Promise<T>,
  instead: () => unknown,
): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (!encryptProviderTokens) throw error;
    return instead();
  }
}
