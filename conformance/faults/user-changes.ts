/** Faults of changing users. */
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { rowOf } from "./habits.ts";

export const userChanges: readonly Fault[] = [
  {
    name: "update writes every column, with null where nothing was given",
    catches: ["USR-20", "USR-21"],
    store: ({ users }) => ({
      users: { update: (id, patch) => users.update(id, { ...rowOf("user", patch), id }) },
    }),
  },
  {
    name: "update has no WHERE",
    catches: ["USR-20"],
    store: ({ users }, { user: table }) => ({
      users: {
        update: async (id, patch) => {
          for (const user of table.all()) table.update(user, patch);
          return users.byId(id);
        },
      },
    }),
  },
  {
    name: "updateUser answers what it was given",
    catches: ["USR-21", "USR-28", "E2E-19"],
    adapter: (adapter) => ({
      updateUser: async (user) => {
        await adapter.updateUser(user);
        return user;
      },
    }),
  },
  {
    name: "update answers the row as it was before",
    catches: ["USR-21"],
    store: ({ users }) => ({
      users: {
        update: async (id, patch) => {
          const before = await users.byId(id);
          await users.update(id, patch);
          return before;
        },
      },
    }),
  },
  {
    name: "updateUser sends undefined as null",
    catches: ["USR-22"],
    adapter: (adapter) => ({
      updateUser: ({ id, ...user }) =>
        adapter.updateUser({
          ...Object.fromEntries(Object.entries(user).map(([field, value]) => [field, value ?? null])),
          id,
        }),
    }),
  },
  {
    name: "updateUser lays its argument over the row, undefined included",
    catches: ["USR-22"],
    adapter: (adapter) => ({ updateUser: async (user) => ({ ...(await adapter.updateUser(user)), ...user }) }),
  },
  {
    name: "update coalesces, so that null leaves the column alone",
    catches: ["USR-23"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) =>
          users.update(id, Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null))),
      },
    }),
  },
  {
    name: "update answers the id and the change, whether a row has changed or not",
    catches: ["USR-24"],
    store: ({ users }) => ({
      users: { update: async (id, patch) => (await users.update(id, patch)) ?? { ...patch, id } },
    }),
  },
  {
    name: "update is an upsert",
    catches: ["USR-24", "USR-25"],
    store: ({ users }) => ({
      users: {
        update: async (id, patch) => (await users.update(id, patch)) ?? users.insert(rowOf("user", { ...patch, id })),
      },
    }),
  },
  {
    name: "update leaves the old e-mail reserved",
    catches: ["USR-26"],
    store: ({ users }) => {
      const reserved = new Set<unknown>();
      return {
        users: {
          insert: async (user) => {
            if (reserved.has(user.email)) throw new Refusal("duplicate", "the e-mail is reserved");
            return users.insert(user);
          },
          update: async (id, patch) => {
            const before = await users.byId(id);
            if (patch.email) reserved.add(before?.email);
            return users.update(id, patch);
          },
        },
      };
    },
  },
  {
    name: "updateUser adds the new e-mail to the index and leaves the old one in it",
    catches: ["USR-26"],
    adapter: (adapter) => {
      const index = new Map<string, string>();
      return {
        updateUser: async (user) => {
          const before = await adapter.getUser(user.id);
          index.set(before?.email, user.id);
          return adapter.updateUser(user);
        },
        getUserByEmail: async (email) =>
          (await adapter.getUserByEmail(email)) ?? adapter.getUser(index.get(email) ?? ""),
      };
    },
  },
  {
    name: "update does not know the column for e-mails",
    catches: ["USR-26"],
    store: ({ users }) => ({ users: { update: (id, { email: _, ...patch }) => users.update(id, patch) } }),
  },
  {
    name: "update takes the e-mail away from whoever has it",
    catches: ["USR-27"],
    store: ({ users }, { user: table }) => ({
      users: {
        update: async (id, patch) => {
          for (const other of patch.email ? table.find("email", patch.email) : []) {
            if (other.id !== id) table.update(other, { email: null });
          }
          return users.update(id, patch);
        },
      },
    }),
  },
  {
    name: "update logs what went wrong and answers the user as he is",
    catches: ["USR-27"],
    store: ({ users }) => ({
      users: { update: (id, patch) => users.update(id, patch).catch(() => users.byId(id)) },
    }),
  },
  {
    name: "update writes the name first and the e-mail after it",
    catches: ["USR-27"],
    store: ({ users }) => ({
      users: {
        update: async (id, { email, ...patch }) => {
          const updated = await users.update(id, patch);
          return email === undefined ? updated : users.update(id, { email });
        },
      },
    }),
  },
  {
    name: "updateUser with nothing to set is a syntax error",
    catches: ["USR-28"],
    adapter: (adapter) => ({
      updateUser: async (user) => {
        if (Object.keys(user).length === 1) throw new SyntaxError('near "WHERE": syntax error');
        return adapter.updateUser(user);
      },
    }),
  },
];
