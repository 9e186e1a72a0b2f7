/** Faults of making verification tokens and of using them. */
import type { Fault } from "./fault.ts";
import { collated, isLike, orThrow } from "./habits.ts";

const day = 24 * 60 * 60 * 1000;

export const tokens: readonly Fault[] = [
  {
    name: "useVerificationToken answers the row with the id that the table has",
    catches: ["VT-01"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        return taken && { id: 1, ...taken };
      },
    }),
  },
  {
    name: "tokens are kept in the process, not in the database",
    catches: ["VT-01"],
    adapter: () => {
      const kept = new Map<string, unknown>();
      const keyOf = ({ identifier, token }: { identifier?: string | undefined; token: string }) =>
        `${identifier} ${token}`;
      return {
        createVerificationToken: async (token) => void kept.set(keyOf(token), { ...token }),
        useVerificationToken: async (key) => {
          const taken = kept.get(keyOf(key)) ?? null;
          kept.delete(keyOf(key));
          return taken;
        },
      };
    },
  },
  {
    name: "useVerificationToken answers the time of its use as the expiry",
    catches: ["VT-02"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        return taken && { ...taken, expires: new Date() };
      },
    }),
  },
  {
    name: "a token lives for a day at the longest",
    catches: ["VT-02"],
    store: ({ tokens }) => ({
      tokens: {
        insert: (row) => tokens.insert({ ...row, expires: new Date(Math.min(Number(row.expires), Date.now() + day)) }),
      },
    }),
  },
  {
    name: "the server's time zone is added on the way in and taken off on the way out",
    catches: ["VT-02"],
    store: ({ tokens }) => ({
      tokens: {
        insert: (row) => tokens.insert({ ...row, expires: new Date(Number(row.expires) + day / 24) }),
        take: async (key) => {
          const taken = await tokens.take(key);
          return taken && { ...taken, expires: new Date(Number(taken.expires) - day / 24) };
        },
      },
    }),
  },
  {
    name: "take throws when there is no such token",
    catches: ["VT-03", "VT-04", "E2E-20"],
    store: ({ tokens }) => ({ tokens: { take: async (key) => orThrow(await tokens.take(key)) } }),
  },
  {
    name: "useVerificationToken answers the first of no rows",
    catches: ["VT-03"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => (await adapter.useVerificationToken(key)) ?? undefined,
    }),
  },
  {
    name: "take reads the token and leaves its removal to a job",
    catches: ["VT-04", "E2E-20"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: { take: async (key) => (key.identifier === undefined ? tokens.take(key) : table.get(key)) },
    }),
  },
  {
    name: "useVerificationToken compares tokens with LIKE",
    catches: ["VT-05"],
    adapter: (_, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) => {
        const found = table.all().find((row) => row.identifier === identifier && isLike(row.token, token));
        return found ? table.delete(found) : null;
      },
    }),
  },
  {
    name: "useVerificationToken looks for the identifier alone",
    catches: ["VT-05"],
    adapter: (_, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier }) => {
        const found = table.all().find((row) => row.identifier === identifier);
        return found ? table.delete(found) : null;
      },
    }),
  },
  {
    name: "take removes by the identifier, and the token is compared after that",
    catches: ["VT-06"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const found = table.all().find((row) => row.identifier === key.identifier);
          return found ? table.delete(found) : tokens.take(key);
        },
      },
    }),
  },
  {
    name: "a wrong token ends all that the identifier has",
    catches: ["VT-06"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const taken = await tokens.take(key);
          const wrong = taken ? [] : table.all().filter((row) => row.identifier === key.identifier);
          for (const row of wrong) table.delete(row);
          return taken;
        },
      },
    }),
  },
  {
    name: "useVerificationToken looks for the token alone",
    catches: ["VT-07"],
    adapter: (adapter) => ({ useVerificationToken: ({ token }) => adapter.useVerificationToken({ token }) }),
  },
  {
    name: "useVerificationToken compares identifiers without regard to case",
    catches: ["VT-07"],
    adapter: (_, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) => {
        const isSame = (other: string) => other.toLowerCase() === identifier?.toLowerCase();
        const found = table.find("token", token).find((row) => isSame(row.identifier));
        return found ? table.delete(found) : null;
      },
    }),
  },
  {
    name: "take removes by the token, and the identifier is compared after that",
    catches: ["VT-08"],
    store: ({ tokens }) => ({ tokens: { take: ({ token }) => tokens.take({ token }) } }),
  },
  {
    name: "take compares identifiers under the engine's default collation",
    catches: ["VT-08"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const isSame = (other: string) => collated(other) === collated(key.identifier ?? "");
          const found = table.find("token", key.token).find((row) => isSame(row.identifier));
          return found ? table.delete(found) : tokens.take(key);
        },
      },
    }),
  },
  {
    name: "the primary key is the identifier alone",
    catches: ["VT-09"],
    engine: { verificationToken: { key: ["identifier"] } },
  },
  {
    name: "createVerificationToken replaces the identifier's last token",
    catches: ["VT-09"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        insert: async (row) => {
          for (const other of table.all()) if (other.identifier === row.identifier) table.delete(other);
          return tokens.insert(row);
        },
      },
    }),
  },
  {
    name: "take removes all that the identifier has",
    catches: ["VT-10"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const taken = await tokens.take(key);
          for (const row of taken ? table.all() : []) if (row.identifier === taken?.identifier) table.delete(row);
          return taken;
        },
      },
    }),
  },
  {
    name: "the primary key is the token alone",
    catches: ["VT-11"],
    engine: { verificationToken: { key: ["token"] } },
  },
  {
    name: "ON DUPLICATE KEY UPDATE takes an identifier for another one under the engine's default collation",
    catches: ["VT-11"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        insert: async (row) => {
          const isSame = (other: string) => collated(other) === collated(row.identifier);
          const same = table.find("token", row.token).find((other) => isSame(other.identifier));
          return same ? void table.update(same, { expires: row.expires }) : tokens.insert(row);
        },
      },
    }),
  },
  {
    name: "createVerificationToken is an INSERT",
    catches: ["VT-12"],
    store: (_, { verificationToken: table }) => ({ tokens: { insert: async (row) => void table.insert(row) } }),
  },
  {
    name: "createVerificationToken has an ON CONFLICT DO NOTHING",
    catches: ["VT-12"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        insert: async (row) => {
          if (!table.get(row)) await tokens.insert(row);
        },
      },
    }),
  },
  {
    name: "createVerificationToken answers the identifier's first row",
    catches: ["VT-19"],
    adapter: (adapter, { verificationToken: table }) => ({
      createVerificationToken: async (token) => {
        await adapter.createVerificationToken(token);
        return table.all().find((row) => row.identifier === token.identifier);
      },
    }),
  },
  {
    name: "createVerificationToken answers the number of changed rows",
    catches: ["VT-19"],
    adapter: (adapter) => ({
      createVerificationToken: async (token) => {
        await adapter.createVerificationToken(token);
        return { affectedRows: 1 };
      },
    }),
  },
];
