/** Faults of the two fields that name a verification token. */
import type { Fault } from "./fault.ts";
import { cut } from "./habits.ts";

export const tokenKeys: readonly Fault[] = [
  {
    name: "identifiers are brought into lower case, wherever they are passed in",
    catches: ["VT-13"],
    store: ({ tokens }) => ({
      tokens: {
        insert: (row) => tokens.insert({ ...row, identifier: row.identifier.toLowerCase() }),
        take: async ({ identifier, token }) =>
          tokens.take(identifier === undefined ? { token } : { identifier: identifier.toLowerCase(), token }),
      },
    }),
  },
  {
    name: "the client of the key-value store parses whatever looks like JSON",
    catches: ["VT-13"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        return taken && { ...taken, identifier: parsed(taken.identifier) };
      },
    }),
  },
  {
    name: "identifiers are normalised, wherever they are passed in",
    catches: ["VT-13"],
    adapter: (adapter) => ({
      createVerificationToken: (token) =>
        adapter.createVerificationToken({ ...token, identifier: token.identifier.normalize("NFKC") }),
      useVerificationToken: ({ identifier, token }) =>
        adapter.useVerificationToken({ identifier: identifier?.normalize("NFKC"), token }),
    }),
  },
  {
    name: "a text that looks like a date is read as one",
    catches: ["VT-14"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        const isDate = taken !== null && /^\d{4}-\d\d-\d\d/.test(taken.identifier);
        return isDate ? { ...taken, identifier: new Date(taken.identifier) } : taken;
      },
    }),
  },
  {
    name: "a text that looks like a date is stored as one",
    catches: ["VT-14"],
    adapter: (adapter) => ({
      createVerificationToken: async (token) => {
        const isDate = /^\d{4}-\d\d-\d\d/.test(token.identifier);
        const identifier = isDate ? new Date(token.identifier).toISOString() : token.identifier;
        return adapter.createVerificationToken({ ...token, identifier });
      },
    }),
  },
  {
    name: "useVerificationToken expects an identifier to be there",
    catches: ["VT-15", "E2E-25"],
    adapter: (adapter) => ({
      useVerificationToken: async ({ identifier, token }) => {
        if (!identifier?.length) throw new TypeError("Cannot read properties of undefined (reading 'length')");
        return adapter.useVerificationToken({ identifier, token });
      },
    }),
  },
  {
    name: "take without an identifier reads the token and leaves it there",
    catches: ["VT-15"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) =>
          key.identifier === undefined ? (table.find("token", key.token)[0] ?? null) : tokens.take(key),
      },
    }),
  },
  {
    name: "take without an identifier takes the first row that has the token",
    catches: ["VT-16"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const [first] = table.find("token", key.token);
          return key.identifier === undefined && first ? table.delete(first) : tokens.take(key);
        },
      },
    }),
  },
  {
    name: "take without an identifier removes all rows that have the token, and then counts them",
    catches: ["VT-16"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          if (key.identifier !== undefined) return tokens.take(key);
          const [first, ...others] = table.find("token", key.token).map((row) => table.delete(row));
          return first && others.length === 0 ? first : null;
        },
      },
    }),
  },
  {
    name: "an identifier that is an array becomes a string",
    catches: ["VT-17"],
    adapter: (adapter) => ({
      useVerificationToken: ({ identifier, token }) =>
        adapter.useVerificationToken({ identifier: identifier && String(identifier), token }),
    }),
  },
  {
    name: "an identifier that is an array becomes an IN",
    catches: ["VT-17"],
    adapter: (adapter, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) => {
        if (!Array.isArray(identifier)) return adapter.useVerificationToken({ identifier, token });
        const found = table.find("token", token).find((row) => identifier.includes(row.identifier));
        return found ? table.delete(found) : null;
      },
    }),
  },
  {
    name: "a condition with undefined is left out of the WHERE",
    catches: ["VT-18"],
    adapter: (_, { verificationToken: table }) => ({
      useVerificationToken: async (key) => {
        const where = Object.entries(key).filter(([, value]) => value !== undefined);
        const [found, ...others] = table.all().filter((row) => where.every(([name, value]) => row[name] === value));
        return found && (others.length === 0 || key.identifier !== undefined) ? table.delete(found) : null;
      },
    }),
  },
  {
    name: "the token goes through a template string",
    catches: ["VT-18"],
    adapter: (adapter) => ({
      useVerificationToken: ({ identifier, token }) => adapter.useVerificationToken({ identifier, token: `${token}` }),
    }),
  },
  {
    name: "the column for identifiers keeps 255 characters, on the way in and in the WHERE",
    catches: ["VT-20"],
    store: ({ tokens }) => ({
      tokens: {
        insert: (row) => tokens.insert({ ...row, identifier: cut(row.identifier, 255) }),
        take: (key) => tokens.take({ ...key, ...(key.identifier ? { identifier: cut(key.identifier, 255) } : {}) }),
      },
    }),
  },
  {
    name: "the unique index is over the first 191 characters of the identifier",
    catches: ["VT-20"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        insert: async (row) => {
          for (const other of table.find("token", row.token)) {
            if (cut(other.identifier, 191) === cut(row.identifier, 191)) table.delete(other);
          }
          return tokens.insert(row);
        },
      },
    }),
  },
];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
