/** Faults of hostile values that are written: into the text of a statement, into its columns, into its error. */
import type { Fault } from "./fault.ts";
import { cut } from "./habits.ts";

export const hostileWrites: readonly Fault[] = [
  {
    name: "session tokens are put into the statement by a replacement, for which $ means something",
    catches: ["HOS-17"],
    store: ({ sessions }) => ({
      sessions: {
        insert: (row) => sessions.insert({ ...row, sessionToken: "?".replace("?", row.sessionToken) }),
      },
    }),
  },
  {
    name: "a quote in an identifier is doubled, and stays so",
    catches: ["HOS-17"],
    store: ({ tokens }) => ({
      tokens: { insert: (row) => tokens.insert({ ...row, identifier: row.identifier.replaceAll("'", "''") }) },
    }),
  },
  {
    name: "comments are taken out of a changed name, to be safe",
    catches: ["HOS-17"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) =>
          users.update(id, patch.name ? { ...patch, name: patch.name.replaceAll(/--.*|\/\*|;/g, "") } : patch),
      },
    }),
  },
  {
    name: "scopes are rendered as templates",
    catches: ["HOS-17"],
    store: ({ accounts }) => ({
      accounts: {
        insert: (row) =>
          accounts.insert({ ...row, scope: row.scope?.toString().replaceAll(/\{\{.*?\}\}/g, "") ?? null }),
      },
    }),
  },
  {
    name: "linkAccount makes columns of the keys that it is given",
    catches: ["HOS-18"],
    adapter: (adapter, { account: table }) => ({
      linkAccount: async (account) => {
        const linked = await adapter.linkAccount(account);
        const isDropped = Object.keys(account).some((name) => /drop table/i.test(name));
        if (isDropped) for (const row of table.all()) table.delete(row);
        return linked;
      },
    }),
  },
  {
    name: "linkAccount quotes column names without escaping the quotes in them",
    catches: ["HOS-18"],
    adapter: (adapter) => ({
      linkAccount: async (account) => {
        const broken = Object.keys(account).find((name) => name.includes('"') || name === "");
        if (broken !== undefined) throw new Error(`syntax error at or near "${broken}"`);
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "a dot in a key leads into another record",
    catches: ["HOS-18"],
    adapter: (adapter, { user: table }) => ({
      linkAccount: async (account) => {
        for (const [name, value] of Object.entries(account)) {
          const [record, field] = name.split(".");
          if (record === "user" && field) table.update({ id: account.userId }, { [field]: value } as object);
        }
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "what begins with $ is an operator, and the operator's operand is the owner",
    catches: ["HOS-18"],
    adapter: (adapter) => ({
      linkAccount: (account) => adapter.linkAccount({ ...account, userId: String(account.$set ?? account.userId) }),
    }),
  },
  {
    name: "linkAccount throws the statement and its parameters",
    catches: ["HOS-19"],
    adapter: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount(account).catch((cause) => {
          throw new Error(`Failed query: insert into "account" params: ${Object.values(account)}`, { cause });
        }),
    }),
  },
  {
    name: "createSession's error has the parameters of the statement on it",
    catches: ["HOS-19"],
    adapter: (adapter) => ({
      createSession: (session) =>
        adapter.createSession(session).catch((error) => {
          throw Object.assign(error, { parameters: Object.values(session) });
        }),
    }),
  },
  {
    name: "createVerificationToken's error has the driver's as its cause, and that says the key",
    catches: ["HOS-19"],
    adapter: (adapter) => ({
      createVerificationToken: (token) =>
        adapter.createVerificationToken(token).catch((error) => {
          const detail = `Key (identifier, token)=(${token.identifier}, ${token.token}) already exists.`;
          throw new Error("the token was not stored", { cause: new Error(error.message, { cause: { detail } }) });
        }),
    }),
  },
  {
    name: "linkAccount's error shows the beginning of the token",
    catches: ["HOS-19"],
    adapter: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount(account).catch(() => {
          throw new Error(`cannot link the account with ${cut(account.refresh_token, 20)}...`);
        }),
    }),
  },
  {
    name: "an identifier of any length is stored in a column of 255 characters",
    catches: ["HOS-20"],
    adapter: (adapter) => ({
      createVerificationToken: (token) =>
        adapter.createVerificationToken({ ...token, identifier: cut(token.identifier, 255) }),
    }),
  },
  {
    name: "an e-mail of any length is asked for by its first 320 characters",
    catches: ["HOS-20"],
    adapter: (adapter) => ({ getUserByEmail: (email) => adapter.getUserByEmail(cut(email, 320)) }),
  },
  {
    name: "useVerificationToken takes the token of whoever has the beginning of the identifier",
    catches: ["HOS-20"],
    adapter: (adapter) => ({
      useVerificationToken: ({ identifier, token }) =>
        adapter.useVerificationToken({ identifier: identifier && cut(identifier, 255), token }),
    }),
  },
];
