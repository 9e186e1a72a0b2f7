/** Faults of texts that do not come back as they went in. */
import type { Fault } from "./fault.ts";

export const fidelity: readonly Fault[] = [
  {
    name: "names are escaped for HTML when they are stored",
    catches: ["FID-01"],
    store: ({ users }) => ({
      users: {
        insert: (user) => users.insert({ ...user, name: user.name?.toString().replaceAll('"', "&quot;") ?? null }),
      },
    }),
  },
  {
    name: "names have three bytes for a character at most",
    catches: ["FID-01"],
    store: ({ users }) => ({
      users: {
        insert: (user) => users.insert({ ...user, name: user.name?.toString().replace(/[^\0-\uffff]/gu, "?") ?? null }),
      },
    }),
  },
  {
    name: "a backslash in a changed name is taken for an escape",
    catches: ["FID-01"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) =>
          users.update(id, patch.name ? { ...patch, name: patch.name.replace(/\\(.)/g, "$1") } : patch),
      },
    }),
  },
  {
    name: "names are trimmed",
    catches: ["FID-01"],
    adapter: (adapter) => ({
      createUser: (user) => adapter.createUser({ ...user, name: user.name?.trim() }),
    }),
  },
  {
    name: "getUserByEmail makes a Date of whatever Date.parse takes for one",
    catches: ["FID-02"],
    adapter: (adapter) => ({
      getUserByEmail: async (email) => {
        const user = await adapter.getUserByEmail(email);
        const isDate = user !== null && user.name !== null && !Number.isNaN(Date.parse(user.name));
        return isDate ? { ...user, name: new Date(user.name) } : user;
      },
    }),
  },
  {
    name: "a name that looks like an instant is stored as one",
    catches: ["FID-02"],
    store: ({ users }) => ({
      users: {
        insert: (user) => {
          const isDate = /^\d{4}-\d\d-\d\d/.test(String(user.name));
          return users.insert(isDate ? { ...user, name: new Date(String(user.name)).toISOString() } : user);
        },
      },
    }),
  },
  {
    name: "accounts are read by a client that parses whatever looks like JSON",
    catches: ["FID-03"],
    store: ({ accounts }) => ({
      accounts: {
        byKey: async (key) => {
          const row = await accounts.byKey(key);
          return row && { ...row, session_state: parsed(row.session_state) };
        },
      },
    }),
  },
  {
    name: "names are kept in a column of the affinity NUMERIC",
    catches: ["FID-03"],
    store: ({ users }) => ({
      users: {
        insert: (user) => {
          const isNumeric = /^-?\d+(\.\d+)?(e\d+)?$/.test(String(user.name));
          return users.insert(isNumeric ? { ...user, name: String(Number(user.name)) } : user);
        },
      },
    }),
  },
  {
    name: "an empty name is taken for none",
    catches: ["FID-04"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ ...user, name: user.name || null }) } }),
  },
  {
    name: "what is empty in an account is read as null, as Oracle does",
    catches: ["FID-04"],
    store: ({ accounts }) => ({
      accounts: {
        byKey: async (key) => {
          const row = await accounts.byKey(key);
          return row && { ...row, scope: row.scope || null };
        },
      },
    }),
  },
  {
    name: "a name ends in front of the first half of a character that has no second",
    catches: ["FID-14"],
    store: ({ users }) => ({
      users: {
        insert: (user) =>
          users.insert({ ...user, name: user.name?.toString().replace(/\p{Surrogate}.*/u, "") ?? null }),
      },
    }),
  },
  {
    name: "a name goes through a URL when it is read, which throws for half of a character",
    catches: ["FID-14"],
    store: ({ users }) => ({
      users: {
        byEmail: async (email) => {
          const user = await users.byEmail(email);
          return user && { ...user, name: user.name && decodeURIComponent(encodeURIComponent(user.name)) };
        },
      },
    }),
  },
  {
    name: "a name ends at its first NUL",
    catches: ["FID-15"],
    adapter: (adapter) => ({
      createUser: (user) => adapter.createUser({ ...user, name: user.name?.split("\0")[0] }),
    }),
  },
  {
    name: "a changed name loses its NUL and what comes after it",
    catches: ["FID-15"],
    adapter: (adapter) => ({
      updateUser: (user) => adapter.updateUser({ ...user, name: user.name?.replace(/\0.*/, "") }),
    }),
  },
  {
    name: "names are normalised",
    catches: ["FID-16"],
    store: ({ users }) => ({
      users: { insert: (user) => users.insert({ ...user, name: user.name?.toString().normalize("NFC") ?? null }) },
    }),
  },
  {
    name: "scopes are brought into their compatibility form",
    catches: ["FID-16"],
    store: ({ accounts }) => ({
      accounts: {
        insert: (row) => accounts.insert({ ...row, scope: row.scope?.toString().normalize("NFKC") ?? null }),
      },
    }),
  },
];

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return text;
  }
}
