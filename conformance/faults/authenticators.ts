/** Faults of storing passkeys and of finding them. */
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { collated, cut, orThrow, rowOf } from "./habits.ts";

export const authenticators: readonly Fault[] = [
  {
    name: "byId selects all columns but the transports",
    catches: ["WAN-01"],
    store: ({ authenticators }) => ({
      authenticators: {
        byId: async (credentialID) => {
          const row = await authenticators.byId(credentialID);
          return row && { ...row, transports: null };
        },
      },
    }),
  },
  {
    name: "every authenticator is stored as one of several devices",
    catches: ["WAN-01"],
    store: ({ authenticators }) => ({
      authenticators: { insert: (row) => authenticators.insert({ ...row, credentialDeviceType: "multiDevice" }) },
    }),
  },
  {
    name: "getAuthenticator answers the first of no rows",
    catches: ["WAN-02"],
    adapter: (adapter) => ({
      getAuthenticator: async (credentialID) => (await adapter.getAuthenticator(credentialID)) ?? undefined,
    }),
  },
  {
    name: "byId throws when there is no such authenticator",
    catches: ["WAN-02"],
    store: ({ authenticators }) => ({
      authenticators: { byId: async (credentialID) => orThrow(await authenticators.byId(credentialID)) },
    }),
  },
  {
    name: "getAuthenticator finds it by the account's id as well, as the two are mostly the same",
    catches: ["WAN-02"],
    adapter: (adapter, { authenticator: table }) => ({
      getAuthenticator: async (id) =>
        (await adapter.getAuthenticator(id)) ?? table.all().find((row) => row.providerAccountId === id) ?? null,
    }),
  },
  {
    name: "byId compares under the engine's default collation and takes the first row",
    catches: ["WAN-03"],
    store: (_, { authenticator: table }) => ({
      authenticators: {
        byId: async (credentialID) =>
          table.all().find((row) => collated(row.credentialID) === collated(credentialID)) ?? null,
      },
    }),
  },
  {
    name: "counters are advanced without regard to case",
    catches: ["WAN-03"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          for (const row of table.all()) {
            if (row.credentialID.toLowerCase() === credentialID.toLowerCase()) table.update(row, { counter });
          }
          return authenticators.byId(credentialID);
        },
      },
    }),
  },
  {
    name: "getAuthenticator compares the decoded bytes",
    catches: ["WAN-03"],
    adapter: (_, { authenticator: table }) => ({
      getAuthenticator: async (credentialID) => {
        const bytes = Buffer.from(credentialID, "base64");
        return table.all().find((row) => bytes.equals(Buffer.from(row.credentialID, "base64"))) ?? null;
      },
    }),
  },
  {
    name: "the column for credential ids keeps 255 characters and refuses more",
    catches: ["WAN-04"],
    store: ({ authenticators }) => ({
      authenticators: {
        insert: async (row) => {
          if (row.credentialID.length > 255) throw new Error("Data too long for column credentialID");
          return authenticators.insert(row);
        },
      },
    }),
  },
  {
    name: "the unique index is over the first 768 characters of the credential id",
    catches: ["WAN-04"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        insert: async (row) => {
          const isTaken = table.all().some((other) => cut(other.credentialID, 768) === cut(row.credentialID, 768));
          if (isTaken) throw new Refusal("duplicate", "Duplicate entry for key credentialID");
          return authenticators.insert(row);
        },
      },
    }),
  },
  {
    name: "the column for public keys keeps 1024 characters",
    catches: ["WAN-05"],
    store: ({ authenticators }) => ({
      authenticators: {
        insert: (row) => authenticators.insert({ ...row, credentialPublicKey: cut(row.credentialPublicKey, 1024) }),
      },
    }),
  },
  {
    name: "getAuthenticator answers credentialBackedUp as 0 or 1",
    catches: ["WAN-09"],
    adapter: (adapter) => ({
      getAuthenticator: async (credentialID) => {
        const row = await adapter.getAuthenticator(credentialID);
        return row && { ...row, credentialBackedUp: Number(row.credentialBackedUp) };
      },
    }),
  },
  {
    name: "byId takes the text false for true",
    catches: ["WAN-09"],
    store: ({ authenticators }) => ({
      authenticators: {
        byId: async (credentialID) => {
          const row = await authenticators.byId(credentialID);
          return row && { ...row, credentialBackedUp: Boolean(String(row.credentialBackedUp)) };
        },
      },
    }),
  },
  {
    name: "missing transports go through a template string",
    catches: ["WAN-10"],
    store: ({ authenticators }) => ({
      authenticators: { insert: (row) => authenticators.insert({ ...row, transports: `${row.transports}` }) },
    }),
  },
  {
    name: "createAuthenticator hands undefined to a driver that refuses it",
    catches: ["WAN-10"],
    adapter: (adapter) => ({
      createAuthenticator: async (row) => {
        if (row.transports === undefined) throw new TypeError('Cannot use "undefined" as a value');
        return adapter.createAuthenticator(row);
      },
    }),
  },
  {
    name: "createAuthenticator is an upsert",
    catches: ["WAN-11"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        insert: async (row) => {
          table.delete(row);
          return authenticators.insert(row);
        },
      },
    }),
  },
  {
    name: "createAuthenticator answers the authenticator that is there",
    catches: ["WAN-11"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: { insert: async (row) => table.get(row) ?? authenticators.insert(row) },
    }),
  },
  {
    name: "listByUser finds one",
    catches: ["WAN-12", "E2E-37"],
    store: ({ authenticators }) => ({
      authenticators: { listByUser: async (userId) => (await authenticators.listByUser(userId)).slice(0, 1) },
    }),
  },
  {
    name: "listAuthenticatorsByUserId has no WHERE",
    catches: ["WAN-12", "WAN-13"],
    adapter: (_, { authenticator: table }) => ({ listAuthenticatorsByUserId: async () => table.all() }),
  },
  {
    name: "listAuthenticatorsByUserId answers null where there are none",
    catches: ["WAN-13"],
    adapter: (adapter) => ({
      listAuthenticatorsByUserId: async (userId) => {
        const rows = await adapter.listAuthenticatorsByUserId(userId);
        return rows.length === 0 ? null : rows;
      },
    }),
  },
  {
    name: "listByUser throws when there is no such user",
    catches: ["WAN-13"],
    store: ({ authenticators, users }) => ({
      authenticators: {
        listByUser: async (userId) => {
          orThrow(await users.byId(userId));
          return authenticators.listByUser(userId);
        },
      },
    }),
  },
  {
    name: "a user has one account of each type",
    catches: ["WAN-20"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (account) => {
          const isTaken = table.find("userId", account.userId).some(({ type }) => type === account.type);
          if (isTaken) throw new Refusal("duplicate", "Duplicate entry for key userId_type");
          return accounts.insert(account);
        },
      },
    }),
  },
  {
    name: "getAccount takes every account for one of the provider that has passkeys",
    catches: ["WAN-20"],
    adapter: (_, { account: table }) => ({
      getAccount: async (providerAccountId) =>
        table.all().find((row) => row.type === "webauthn" && row.providerAccountId === providerAccountId) ?? null,
    }),
  },
  {
    name: "the user's id is the key of an authenticator",
    catches: ["WAN-20"],
    store: ({ authenticators }, { authenticator: table }) => ({
      authenticators: {
        insert: async (row) => {
          for (const other of table.find("userId", row.userId)) table.delete(other);
          return authenticators.insert(rowOf("authenticator", row));
        },
      },
    }),
  },
];
