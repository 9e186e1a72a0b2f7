/** Faults that show when people sign in by a link that was sent. */
import type { Fault } from "./fault.ts";
import { rowOf } from "./habits.ts";

export const linkFlows: readonly Fault[] = [
  {
    name: "the expiry of a token is a text, on the way in and on the way out",
    catches: ["E2E-17", "E2E-22"],
    adapter: (_, { verificationToken: table }) => ({
      createVerificationToken: async (token) =>
        table.insert(rowOf("verificationToken", { ...token, expires: token.expires.toISOString() })),
      useVerificationToken: async ({ identifier, token }) => table.delete({ identifier: String(identifier), token }),
    }),
  },
  {
    name: "a link goes to those alone who are users",
    catches: ["E2E-17", "E2E-18"],
    store: ({ tokens }, { user: table }) => ({
      tokens: {
        insert: async (row) => {
          if (table.find("email", row.identifier).length === 0) throw new Error("FOREIGN KEY constraint failed");
          return tokens.insert(row);
        },
      },
    }),
  },
  {
    name: "whether an e-mail is verified is left to updateUser",
    catches: ["E2E-18"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ ...user, emailVerified: null }) } }),
  },
  {
    name: "updateUser answers nothing",
    catches: ["E2E-19", "E2E-23", "E2E-24"],
    adapter: (adapter) => ({ updateUser: async (user) => void (await adapter.updateUser(user)) }),
  },
  {
    name: "useVerificationToken answers the identifier that it was asked for",
    catches: ["E2E-25"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        return taken && { ...taken, identifier: key.identifier };
      },
    }),
  },
  {
    name: "the column for e-mails is in ASCII, and has a question mark for whatever is not",
    catches: ["E2E-26", "E2E-39"],
    adapter: (adapter) => ({
      createUser: (user) => adapter.createUser({ ...user, email: user.email?.replace(/[^ -~]/g, "?") }),
    }),
  },
];
