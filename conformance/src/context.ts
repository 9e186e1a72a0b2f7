/** What a case is given: the adapter, the second path, and rows to start from. */
import type { MortiseAdapter, Records } from "@mortise/adapter-kit";
import type { IdsOf } from "./catalogue.ts";
import type { Harness, RawPath, Row } from "./harness.ts";
import { type Samples, samples } from "./samples.ts";

/** Puts rows into the database by the second path and answers them. */
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
  const store = async <R extends keyof Records>(record: R, row: Row<R>): Promise<Row<R>> => {
    await raw.insert(record, row);
    return row;
  };
  const given: Given = {
    user: (over) => store("user", sample.user(over)),
    account: (over) => store("account", sample.account(over)),
    session: (over) => store("session", sample.session(over)),
    token: (over) => store("verificationToken", sample.token(over)),
    authenticator: (over) => store("authenticator", sample.authenticator(over)),
  };
  return { adapter, raw, harness, given, sample };
}
