/** What a case is given: the adapter, the second path, and rows to start from. */
import assert from "node:assert/strict";
import type { MortiseAdapter, RecordName, Records } from "@mortise/adapter-kit";
import type { IdsOf } from "./catalogue.ts";
import type { Harness, RawPath, Row } from "./harness.ts";
import { NotCheckable } from "./needs.ts";
import { type Samples, samples } from "./samples.ts";
import { canInsert } from "./some-raw-path.ts";

/**
 * Puts rows into the database by the second path and answers them. Where there is none they go through the adapter, and
 * a user has the id that the adapter gives.
 */
export interface Given {
  user(over?: Partial<Row<"user">>): Promise<Row<"user">>;
  account(over: Partial<Row<"account">> & { userId: string }): Promise<Row<"account">>;
  session(over: Partial<Row<"session">> & { userId: string }): Promise<Row<"session">>;
  token(over?: Partial<Row<"verificationToken">>): Promise<Row<"verificationToken">>;
  authenticator(over: Partial<Row<"authenticator">> & { userId: string }): Promise<Row<"authenticator">>;
}

export interface CaseContext {
  readonly adapter: MortiseAdapter;
  readonly raw: RawPath;
  readonly harness: Harness;
  readonly given: Given;
  /** Fresh, complete rows that are not stored yet. */
  readonly sample: Samples;
}

/** Runs one case; what it throws is why the case does not hold. */
export type RunCase = (context: CaseContext) => Promise<void>;

/** The functions of one group, one for each of its ids. */
export type CasesOf<Group extends string> = { readonly [Id in IdsOf<Group>]: RunCase };

/** The context of a case on this harness. */
export function contextOf(harness: Harness): CaseContext {
  const { adapter, raw } = harness;
  const sample = samples(harness);
  const create = creators(adapter);
  const store = async <R extends RecordName>(record: R, row: Row<R>): Promise<Row<R>> => {
    if (!canInsert(raw)) return { ...row, ...(await create[record](row)) };
    await raw.insert(record, row);
    return row;
  };
  const given: Given = {
    user: async (over = {}) => {
      const row = await store("user", sample.user(over));
      if (over.id !== undefined && over.id !== row.id) {
        throw new NotCheckable("there is no way to store a user under an id of one's choice");
      }
      return row;
    },
    account: (over) => store("account", sample.account(over)),
    session: (over) => store("session", sample.session(over)),
    token: (over) => store("verificationToken", sample.token(over)),
    authenticator: (over) => store("authenticator", sample.authenticator(over)),
  };
  return { adapter, raw, harness, given, sample };
}

type Creators = { readonly [R in RecordName]: (row: Records[R]) => Promise<Partial<Records[R]>> };

/** How each record is stored through the adapter, and what of the row the adapter decides. */
export function creators(adapter: MortiseAdapter): Creators {
  return {
    user: async (row) => {
      const created: unknown = await adapter.createUser({ ...row });
      const { id } = Object(created);
      assert.ok(id !== undefined && id !== null, "createUser answers no id");
      return { id };
    },
    account: async (row) => {
      await adapter.linkAccount({ ...row });
      return {};
    },
    session: async (row) => {
      await adapter.createSession({ ...row });
      return {};
    },
    verificationToken: async (row) => {
      await adapter.createVerificationToken({ ...row });
      return {};
    },
    authenticator: async (row) => {
      await adapter.createAuthenticator({ ...row });
      return {};
    },
  };
}
