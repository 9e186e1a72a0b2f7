/** A second path into the database: to what is stored, past the adapter. */
import type { SomeRawPath } from "@mortise/conformance/any-adapter";
import { accounts, authenticators, emails, pair, sessions, tokens, users } from "./database.ts";

type RecordName = Parameters<SomeRawPath["rows"]>[0];
type Row = Record<string, unknown>;

/** Where the rows of each record are, and under which key. */
const tables: Record<RecordName, { rows: Map<string, object>; key: (row: Row) => string }> = {
  user: { rows: users.rows, key: ({ id }) => `${id}` },
  account: { rows: accounts.rows, key: ({ provider, providerAccountId: id }) => pair(provider, id) },
  session: { rows: sessions.rows, key: ({ sessionToken }) => `${sessionToken}` },
  verificationToken: { rows: tokens.rows, key: ({ identifier, token }) => pair(identifier, token) },
  authenticator: { rows: authenticators.rows, key: ({ credentialID }) => `${credentialID}` },
};

export default {
  rows: async (record) => structuredClone([...tables[record].rows.values()]) as never,
  async insert(record, row) {
    const { rows, key } = tables[record];
    if (rows.has(key(row))) throw new Error("that key is taken");
    if (record === "user" && row.email !== null) emails.rows.set(String(row.email), { id: String(row.id) });
    rows.set(key(row), structuredClone(row));
  },
  async clear() {
    for (const { rows } of Object.values(tables)) rows.clear();
    emails.rows.clear();
  },
} satisfies SomeRawPath;
