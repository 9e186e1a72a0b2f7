/** Faults of numbers and instants that come back as something else, and of rows that are more than that. */
import { standardFields } from "@mortise/adapter-kit";
import type { Fault } from "./fault.ts";
import { entity, highestInt32 } from "./habits.ts";

export const fidelityKinds: readonly Fault[] = [
  {
    name: "expires_at is an integer of 32 bits, and what is more becomes the most it holds",
    catches: ["FID-09"],
    store: ({ accounts }) => ({
      accounts: {
        insert: (row) => accounts.insert({ ...row, expires_at: Math.min(Number(row.expires_at), highestInt32) }),
      },
    }),
  },
  {
    name: "getAccount answers expires_at as the driver does a 64-bit integer: as digits",
    catches: ["FID-10"],
    adapter: (adapter) => ({
      getAccount: async (providerAccountId, provider) => {
        const account = await adapter.getAccount(providerAccountId, provider);
        return account && { ...account, expires_at: account.expires_at?.toString() ?? null };
      },
    }),
  },
  {
    name: "an expires_at of 0 is read as none",
    catches: ["FID-10"],
    store: ({ accounts }) => ({
      accounts: {
        byKey: async (key) => {
          const row = await accounts.byKey(key);
          return row && { ...row, expires_at: row.expires_at || null };
        },
      },
    }),
  },
  {
    name: "Dates in the app's own columns are read as they went into JSON",
    catches: ["FID-17"],
    store: ({ users }) => ({
      users: {
        byId: async (id) => {
          const user = await users.byId(id);
          return user && withExtras(user, (value) => (value instanceof Date ? value.toISOString() : value));
        },
      },
    }),
  },
  {
    name: "getSessionAndUser answers Dates of the app's own columns as milliseconds",
    catches: ["FID-17"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        const session =
          found && withExtras(found.session, (value) => (value instanceof Date ? value.getTime() : value));
        return found && { ...found, session };
      },
    }),
  },
  {
    name: "instants in the app's own columns are an unsigned number of seconds",
    catches: ["FID-17"],
    store: ({ users }) => ({
      users: {
        insert: (user) =>
          users.insert(
            withExtras(user, (value) => (value instanceof Date ? new Date(Math.max(value.getTime(), 0)) : value)),
          ),
      },
    }),
  },
  {
    name: "getAccount answers 64-bit integers as BigInt",
    catches: ["FID-10", "FID-18"],
    adapter: (adapter) => ({
      getAccount: async (providerAccountId, provider) => {
        const account = await adapter.getAccount(providerAccountId, provider);
        return account && { ...account, expires_at: account.expires_at === null ? null : BigInt(account.expires_at) };
      },
    }),
  },
  {
    name: "the join of sessions and users answers numbers of the app's own columns as BigInt",
    catches: ["FID-18"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        const user = found && withExtras(found.user, (value) => (typeof value === "number" ? BigInt(value) : value));
        return found && { ...found, user };
      },
    }),
  },
  {
    name: "createUser answers numbers of the app's own columns through 32 bits",
    catches: ["FID-18"],
    adapter: (adapter) => ({
      createUser: async (user) =>
        withExtras(await adapter.createUser(user), (value) => (typeof value === "number" ? value | 0 : value)),
    }),
  },
  {
    name: "updateUser answers an instance of the ORM's class with the fields on it",
    catches: ["FID-20"],
    adapter: (adapter) => ({
      updateUser: async (user) => Object.assign(Object.create(entity({})), await adapter.updateUser(user)),
    }),
  },
  {
    name: "getUserByAccount answers the key of the document beside the id",
    catches: ["FID-20"],
    adapter: (adapter) => ({
      getUserByAccount: async (key) => {
        const user = await adapter.getUserByAccount(key);
        return user && { ...user, _id: user.id };
      },
    }),
  },
  {
    name: "listAuthenticatorsByUserId answers the keys of the partition",
    catches: ["FID-20"],
    adapter: (adapter) => ({
      listAuthenticatorsByUserId: async (userId) =>
        (await adapter.listAuthenticatorsByUserId(userId)).map((row) => ({ ...row, pk: userId, etag: 'W/"1"' })),
    }),
  },
  {
    name: "getSessionAndUser answers how many rows there were",
    catches: ["FID-20"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, rowCount: 1 };
      },
    }),
  },
];

/** The row with something else in the fields that the app declared. */
function withExtras<R extends object>(row: R, change: (value: unknown) => unknown): R {
  const standard = Object.values(standardFields).flatMap((fields) => Object.keys(fields));
  const entries = Object.entries(row).map(([name, value]) => [name, standard.includes(name) ? value : change(value)]);
  return Object.fromEntries(entries) as R;
}
