/** Faults of the counter that tells a cloned passkey. */
import type { Fault } from "./fault.ts";
import { highestInt32, memoised } from "./habits.ts";

export const authenticatorCounters: readonly Fault[] = [
  {
    name: "getAuthenticator takes a counter of 0 for a missing one",
    catches: ["WAN-06"],
    adapter: (adapter) => ({
      getAuthenticator: async (credentialID) => {
        const row = await adapter.getAuthenticator(credentialID);
        return row && { ...row, counter: row.counter || null };
      },
    }),
  },
  {
    name: "insert requires a counter by its truth",
    catches: ["WAN-06", "E2E-36"],
    store: ({ authenticators }) => ({
      authenticators: {
        insert: async (row) => {
          if (!row.counter) throw new TypeError("counter is required");
          return authenticators.insert(row);
        },
      },
    }),
  },
  {
    name: "the column for counters has 32 bits and a sign, and wraps",
    catches: ["WAN-07"],
    store: ({ authenticators }) => ({
      authenticators: { insert: (row) => authenticators.insert({ ...row, counter: Math.abs(row.counter | 0) }) },
    }),
  },
  {
    name: "advanceCounter goes no further than a column of 32 bits with a sign",
    catches: ["WAN-07"],
    store: ({ authenticators }) => ({
      authenticators: {
        advanceCounter: (credentialID, counter) =>
          authenticators.advanceCounter(credentialID, Math.min(counter, highestInt32)),
      },
    }),
  },
  {
    name: "listAuthenticatorsByUserId answers counters as the texts that the driver makes of bigints",
    catches: ["WAN-08"],
    adapter: (adapter) => ({
      listAuthenticatorsByUserId: async (userId) => {
        const rows = await adapter.listAuthenticatorsByUserId(userId);
        return rows.map((row) => ({ ...row, counter: String(row.counter) }));
      },
    }),
  },
  {
    name: "updateAuthenticatorCounter answers the counter as a BigInt",
    catches: ["WAN-08"],
    adapter: (adapter) => ({
      updateAuthenticatorCounter: async (credentialID, counter) => ({
        ...(await adapter.updateAuthenticatorCounter(credentialID, counter)),
        counter: BigInt(counter),
      }),
    }),
  },
  {
    name: "listAuthenticatorsByUserId is cached, and updateAuthenticatorCounter does not know",
    catches: ["WAN-14"],
    adapter: (adapter) => ({ listAuthenticatorsByUserId: memoised(adapter.listAuthenticatorsByUserId) }),
  },
  {
    name: "the set of a user's authenticators keeps what each was before its counter moved",
    catches: ["WAN-14"],
    adapter: (adapter, { authenticator: table }) => {
      const old: ReturnType<typeof table.all> = [];
      return {
        updateAuthenticatorCounter: async (credentialID, counter) => {
          old.push(...table.all().filter((row) => row.credentialID === credentialID && row.counter !== counter));
          return adapter.updateAuthenticatorCounter(credentialID, counter);
        },
        listAuthenticatorsByUserId: async (userId) => [
          ...(await adapter.listAuthenticatorsByUserId(userId)),
          ...old.filter((row) => row.userId === userId),
        ],
      };
    },
  },
  {
    name: "updateAuthenticatorCounter answers nothing",
    catches: ["WAN-15"],
    adapter: (adapter) => ({
      updateAuthenticatorCounter: async (credentialID, counter) =>
        void (await adapter.updateAuthenticatorCounter(credentialID, counter)),
    }),
  },
  {
    name: "updateAuthenticatorCounter answers the row as it was before",
    catches: ["WAN-15"],
    adapter: (adapter) => ({
      updateAuthenticatorCounter: async (credentialID, counter) => {
        const before = await adapter.getAuthenticator(credentialID);
        await adapter.updateAuthenticatorCounter(credentialID, counter);
        return before;
      },
    }),
  },
  {
    name: "advanceCounter adds instead of setting",
    catches: ["WAN-15"],
    store: (_, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          const row = table.get({ credentialID });
          return row && table.update(row, { counter: row.counter + counter });
        },
      },
    }),
  },
  {
    name: "updateAuthenticatorCounter answers null when no row has changed",
    catches: ["WAN-16"],
    adapter: (adapter) => ({
      updateAuthenticatorCounter: (credentialID, counter) =>
        adapter.updateAuthenticatorCounter(credentialID, counter).catch(() => null),
    }),
  },
  {
    name: "advanceCounter finds it by the account's id as well, as the two are mostly the same",
    catches: ["WAN-16"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (id, counter) => {
          const row = table.all().find((other) => other.providerAccountId === id);
          return authenticators.advanceCounter(row?.credentialID ?? id, counter);
        },
      },
    }),
  },
  {
    name: "advanceCounter takes no changed row for no row, and MySQL changes none when the values are the same",
    catches: ["WAN-17", "E2E-38"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) =>
          table.get({ credentialID })?.counter === counter
            ? null
            : authenticators.advanceCounter(credentialID, counter),
      },
    }),
  },
  {
    name: "updateAuthenticatorCounter takes a counter of 0 for a missing one",
    catches: ["WAN-17"],
    adapter: (adapter) => ({
      updateAuthenticatorCounter: async (credentialID, counter) => {
        if (!counter) throw new TypeError("counter is required");
        return adapter.updateAuthenticatorCounter(credentialID, counter);
      },
    }),
  },
  {
    name: "advanceCounter writes the whole row, with null where nothing was given",
    catches: ["WAN-18"],
    store: (_, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          const row = table.get({ credentialID });
          return row && table.update(row, { counter: Math.max(row.counter, counter), transports: null });
        },
      },
    }),
  },
  {
    name: "advanceCounter has a WHERE with the user, not with the credential id",
    catches: ["WAN-14", "WAN-18"],
    store: (_, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          for (const row of table.find("userId", table.get({ credentialID })?.userId)) table.update(row, { counter });
          return table.get({ credentialID });
        },
      },
    }),
  },
  {
    name: "advanceCounter sets whatever it is given",
    catches: ["WAN-19"],
    store: (_, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => table.update({ credentialID }, { counter }),
      },
    }),
  },
  {
    name: "advanceCounter compares as integers of 32 bits with a sign",
    catches: ["WAN-19"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          const row = table.get({ credentialID });
          const isHigher = row && (counter | 0) >= (row.counter | 0);
          return isHigher ? table.update(row, { counter }) : authenticators.byId(credentialID);
        },
      },
    }),
  },
  {
    name: "an authenticator whose counter went back is removed",
    catches: ["WAN-19"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          const row = table.get({ credentialID });
          return row && row.counter > counter
            ? table.delete(row)
            : authenticators.advanceCounter(credentialID, counter);
        },
      },
    }),
  },
];
