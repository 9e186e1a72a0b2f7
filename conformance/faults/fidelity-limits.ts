/** Faults of what is long, large or many. */
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { cut } from "./habits.ts";

export const fidelityLimits: readonly Fault[] = [
  {
    name: "images are kept in MySQL's TEXT",
    catches: ["FID-05"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ ...user, image: cut(user.image, 65_535) }) } }),
  },
  {
    name: "the body of an update must not be larger than 64,000 bytes",
    catches: ["FID-05"],
    store: ({ users }) => ({
      users: {
        update: async (id, patch) => {
          if (JSON.stringify(patch).length > 64_000) throw new Error("Request entity too large");
          return users.update(id, patch);
        },
      },
    }),
  },
  {
    name: "the column for names keeps 255 characters",
    catches: ["FID-06"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ ...user, name: cut(user.name, 255) }) } }),
  },
  {
    name: "the column for names keeps 4,000 characters when it is changed",
    catches: ["FID-06"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) => users.update(id, patch.name ? { ...patch, name: cut(patch.name, 4000) } : patch),
      },
    }),
  },
  {
    name: "the column for access tokens keeps 4,000 characters",
    catches: ["FID-07"],
    store: ({ accounts }) => ({
      accounts: { insert: (row) => accounts.insert({ ...row, access_token: cut(row.access_token, 4000) }) },
    }),
  },
  {
    name: "there is an index on the id token, whose rows hold 8,191 bytes",
    catches: ["FID-07"],
    store: ({ accounts }) => ({
      accounts: {
        insert: async (row) => {
          if (String(row.id_token).length > 8191)
            throw new Error("index row requires 16400 bytes, maximum size is 8191");
          return accounts.insert(row);
        },
      },
    }),
  },
  {
    name: "the column for scopes keeps 2,048 characters",
    catches: ["FID-08"],
    store: ({ accounts }) => ({
      accounts: { insert: (row) => accounts.insert({ ...row, scope: cut(row.scope, 2048) }) },
    }),
  },
  {
    name: "an expires_at beyond 32 bits is refused",
    catches: ["FID-09"],
    store: ({ accounts }) => ({
      accounts: {
        insert: async (row) => {
          if (Number(row.expires_at) >= 2 ** 31) throw new Error("integer out of range");
          return accounts.insert(row);
        },
      },
    }),
  },
  {
    name: "a provider's account id has 255 characters at most",
    catches: ["FID-11"],
    store: ({ accounts }) => ({
      accounts: {
        insert: async (row) => {
          if (row.providerAccountId.length > 255) throw new Error("value too long for type character varying(255)");
          return accounts.insert(row);
        },
      },
    }),
  },
  {
    name: "the unique index is over the first 768 characters of a provider's account id",
    catches: ["FID-11"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (row) => {
          const start = cut(row.providerAccountId, 768);
          const isTaken = table.all().some(({ providerAccountId }) => cut(providerAccountId, 768) === start);
          if (isTaken) throw new Refusal("duplicate", "Duplicate entry for key 'account.PRIMARY'");
          return accounts.insert(row);
        },
      },
    }),
  },
  {
    name: "accounts are looked up by the first 1,024 characters of the id",
    catches: ["FID-11"],
    adapter: (_, { account: table, user }) => ({
      getUserByAccount: async ({ provider, providerAccountId }) => {
        const start = cut(String(providerAccountId), 1024);
        const found = table
          .all()
          .find((row) => row.provider === provider && cut(row.providerAccountId, 1024) === start);
        return found ? user.get({ id: found.userId }) : null;
      },
    }),
  },
  {
    name: "an e-mail has 254 characters at most",
    catches: ["FID-12"],
    store: ({ users }) => ({
      users: {
        insert: async (user) => {
          if (String(user.email).length > 254) throw new Error("value too long for type character varying(254)");
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "the column for e-mails keeps 255 characters, on the way in and in the WHERE",
    catches: ["FID-12", "FID-13"],
    adapter: (adapter) => ({
      createUser: (user) => adapter.createUser({ ...user, email: cut(user.email, 255) }),
      updateUser: (user) => adapter.updateUser({ ...user, ...(user.email ? { email: cut(user.email, 255) } : {}) }),
      getUserByEmail: (email) => adapter.getUserByEmail(cut(email, 255)),
    }),
  },
  {
    name: "getUserByEmail asks for the first 320 characters",
    catches: ["FID-13"],
    adapter: (adapter) => ({ getUserByEmail: (email) => adapter.getUserByEmail(cut(email, 320)) }),
  },
  {
    name: "createUser stores what fits of a long e-mail before it is refused",
    catches: ["FID-13"],
    adapter: (adapter) => ({
      createUser: async (user) => {
        const created = await adapter.createUser({ ...user, email: user.email && cut(user.email, 400) });
        if (created.email !== (user.email ?? null)) throw new Error("Data truncated for column email");
        return created;
      },
    }),
  },
  {
    name: "a lookup by e-mail reads the first page of a thousand rows",
    catches: ["FID-19"],
    store: (_, { user: table }) => ({
      users: {
        byEmail: async (email) =>
          table
            .all()
            .slice(0, 1000)
            .find((user) => user.email === email) ?? null,
      },
    }),
  },
  {
    name: "users are kept under a hash of 16 bits of the e-mail",
    catches: ["FID-19"],
    store: ({ users }, { user: table }) => ({
      users: {
        byEmail: async (email) => {
          const found = await users.byEmail(email);
          const same = found && table.all().findLast((user) => hash16(user.email ?? "") === hash16(email));
          return same ?? found;
        },
      },
    }),
  },
];

function hash16(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) & 0xffff;
  return hash;
}
