/** The case about hashed session tokens: who reads the database cannot sign in, and nobody else notices. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type CaseContext, type CasesOf, contextOf } from "../context.ts";
import { only, sameFields, sameRows } from "../expect.ts";
import type { RawPath, Row } from "../harness.ts";
import { need } from "../needs.ts";
import { signedIn } from "./session-rows.ts";
import { sessions } from "./sessions.ts";

/** A shorter token may stand in a dump by chance. */
const shortest = 16;

export const hashedSessions: Pick<CasesOf<"MNT">, "MNT-07"> = {
  "MNT-07": async (context) => {
    const { raw, given, harness, sample } = context;
    const construct = need(harness.construct, "way to construct an adapter with options");
    const dump = need(raw.dump, "dump of the database").bind(raw);
    const adapter = construct({ hashSessionTokens: true });
    const user = await given.user();
    const before = await raw.rows("session");

    const session = sample.session({ userId: user.id });
    const created = await adapter.createSession({ ...session });
    assert.equal(created.sessionToken, session.sessionToken, "the cookie is not the token");
    const storedForm = await storedFormIn(raw, session);
    const sessionToken = storedForm(session.sessionToken);
    sameRows(await raw.rows("session"), [...before, { ...session, sessionToken }]);
    const found = await adapter.getSessionAndUser(session.sessionToken);
    sameFields(found?.session, session);
    sameFields(found?.user, user);
    assert.deepEqual(await harness.scans(() => adapter.getSessionAndUser(session.sessionToken)), []);
    // What a dump shows signs nobody in, nor does it where the option is off again.
    assert.equal(await signedIn(adapter, sessionToken), null, "a stored hash signs in");
    assert.equal(await signedIn(context.adapter, sessionToken), null, "a stored hash signs in where none is expected");
    // Without a window, what was stored in the clear is nobody's.
    const plain = await given.session({ userId: user.id });
    assert.equal(await signedIn(adapter, plain.sessionToken), null, "a token in the clear signs in");

    const { context: hashed, tokens } = asIfPlain(context, adapter, storedForm);
    for (const [id, run] of Object.entries(sessions)) {
      // Ten thousand sessions tell no more of the index than the plan above.
      if (id === "SES-23") continue;
      try {
        await run(hashed);
      } catch (cause) {
        throw new Error(`${id}: ${cause instanceof Error ? cause.message : cause}`, { cause });
      }
    }
    const text = await dump();
    assert.ok(text.includes(sessionToken), "the dump does not show what is stored");
    for (const token of [session.sessionToken, ...tokens]) {
      if (token.length >= shortest) assert.ok(!text.includes(token), "a token is readable in the database");
    }
    assert.ok(tokens.size > 20, "the sessions' cases have made hardly a session");
  },
};

/**
 * How tokens are stored, found out from the row of a session that the adapter has just made: as the token's SHA-256 in
 * one of its usual spellings, perhaps with a mark that says so.
 */
export async function storedFormIn(raw: RawPath, session: Row<"session">): Promise<(token: string) => string> {
  const { userId } = session;
  const stored = only(await raw.rows("session"), { userId }).map((row) => row.sessionToken);
  for (const spelling of ["hex", "base64", "base64url"] as const) {
    const digest = (token: string) => createHash("sha256").update(token).digest(spelling);
    const own = digest(session.sessionToken);
    const form = stored.find((token) => token.includes(own));
    if (form !== undefined) return (token) => form.replace(own, () => digest(token));
  }
  assert.fail("no stored token is the SHA-256 of the one that was created");
}

/**
 * A context in which the second path speaks of tokens as visitors have them, so that what holds of sessions in the
 * clear is said in the same words: rows go in hashed, and come out with the tokens that were seen on their way in.
 */
function asIfPlain(
  { raw, harness }: CaseContext,
  hashing: MortiseAdapter,
  storedForm: (token: string) => string,
): { readonly context: CaseContext; readonly tokens: Set<string> } {
  const plainOf = new Map<string, string>();
  const tokens = new Set<string>();
  const see = (token: unknown) => {
    if (typeof token !== "string") return;
    tokens.add(token);
    plainOf.set(storedForm(token), token);
  };
  const hashed = (record: string, row: object) => {
    const token: unknown = Reflect.get(row, "sessionToken");
    if (record !== "session" || typeof token !== "string") return row;
    see(token);
    return { ...row, sessionToken: storedForm(token) };
  };
  const ownRaw: Partial<RawPath> = {
    rows: async (record) => {
      const rows = await raw.rows(record);
      if (record !== "session") return rows;
      const stored: Row[] = rows;
      return stored.map((row) => ({
        ...row,
        sessionToken: plainOf.get(`${row.sessionToken}`) ?? row.sessionToken,
      })) as never;
    },
    insert: (record, row) => raw.insert(record, hashed(record, row) as never),
    insertOrphan: (record, row) => raw.insertOrphan(record, hashed(record, row) as never),
  };
  const adapter: MortiseAdapter = {
    ...hashing,
    createSession: (input) => {
      see(input.sessionToken);
      return hashing.createSession(input);
    },
  };
  const seen = { ...harness, adapter, raw: Object.assign(Object.create(raw), ownRaw) };
  return { context: contextOf(seen), tokens };
}
