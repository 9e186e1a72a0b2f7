/** One of the two sides of a history: the reference, or the adapter under test. */
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import type { Harness } from "../harness.ts";
import { type Naming, named, type Outcome, rejection } from "./agreement.ts";
import { argumentsOf, type Call, type Meaning, type Name, userName } from "./call.ts";
import type { Theme } from "./theme.ts";

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** A call as a client knows what it is about. */
export interface Asked {
  readonly call: Call;
  /** How many users were known then. */
  readonly users: number;
  /** The place among the users of the one that it creates, if it creates one. */
  readonly creates: number | undefined;
}

/** A call's result before ids and instants are named. */
export type Result = { readonly value: unknown } | { readonly error: unknown };

const records = Object.keys(recordKeys) as RecordName[];

export class Side {
  readonly harness: Harness;
  readonly #dateGrain: number;
  readonly #isReference: boolean;
  readonly #hasOrphans: boolean;
  #start = 0;
  /** The ids of the users in the order of their creation. */
  users: string[] = [];
  /** The id that nobody has. */
  #nobody = "";

  /**
   * @param dateGrain the grain at which the adapter under test keeps dates.
   * @param isReference whether it is the side that is right.
   * @param hasOrphans whether a row of a user who is gone may be left in the database under test, where it is nobody's.
   */
  constructor(harness: Harness, dateGrain: number, isReference: boolean, hasOrphans: boolean) {
    this.harness = harness;
    this.#dateGrain = dateGrain;
    this.#isReference = isReference;
    this.#hasOrphans = hasOrphans;
  }

  /** Empties the database for a history that starts at that instant. */
  async begin(start: number): Promise<void> {
    await this.harness.raw.clear();
    this.users = [];
    this.#nobody = this.harness.freshUserId();
    this.#start = start;
  }

  /** What a call's names stand for on this side. */
  meaning(theme: Theme, now: number, users: number): Meaning {
    return {
      theme,
      now,
      users,
      user: (index) => (index === undefined ? this.#nobody : this.users[index]),
      instant: (milliseconds) => new Date(milliseconds),
    };
  }

  /** Makes the call and answers what came of it; a user that was created is known from then on. */
  async perform({ call, users, creates }: Asked, theme: Theme, now: number): Promise<Outcome> {
    const args = argumentsOf(call, this.meaning(theme, now, users));
    let result = await resultOf(this.harness.adapter, call, args);
    if (call.method === "linkAccount" && (await this.#hasMadeRoom(result, args[0]))) {
      result = await resultOf(this.harness.adapter, call, args);
    }
    if (creates !== undefined && "value" in result) this.users[creates] = idOf(result);
    const outcome = this.outcome(result);
    if (!this.#isReference || "answer" in outcome || !owned.includes(call.method)) return outcome;
    const { userId } = Object(args[0]);
    return { ...outcome, isOwnerless: (await this.harness.adapter.getUser(userId)) === null };
  }

  /** Whether the account that was in the way of a link is nobody's and now gone, on the reference: it makes room (DEL-10). */
  async #hasMadeRoom(result: Result, account: unknown): Promise<boolean> {
    if (!this.#isReference || !this.#hasOrphans || !("error" in result)) return false;
    if (Object(result.error).code !== "MORTISE_DUPLICATE") return false;
    const { raw } = this.harness;
    const { provider, providerAccountId } = Object(account);
    const users = new Set((await raw.rows("user")).map(({ id }) => id));
    const nobodys = (await raw.rows("account")).find(
      (row) =>
        row.provider === provider && row.providerAccountId === String(providerAccountId) && !users.has(row.userId),
    );
    if (nobodys !== undefined) await raw.delete?.("account", nobodys);
    return nobodys !== undefined;
  }

  outcome(result: Result): Outcome {
    return "error" in result ? rejection(result.error) : { answer: named(result.value, this.#naming()) };
  }

  /** Every row of every record, in names. */
  async rows(): Promise<Readonly<Record<string, unknown>>> {
    const { raw } = this.harness;
    const users = new Set((await raw.rows("user")).map(({ id }) => id));
    const isSomebodys = (row: object) => !this.#hasOrphans || !("userId" in row) || users.has(String(row.userId));
    const all: Record<string, unknown> = {};
    for (const record of records) {
      all[record] = named((await raw.rows(record)).filter(isSomebodys), this.#naming());
    }
    return all;
  }

  #naming(): Naming {
    return { start: this.#start, dateGrain: this.#dateGrain, nameOf: (id) => this.#nameOf(id) };
  }

  #nameOf(id: string): Name | undefined {
    const index = this.users.indexOf(id);
    if (id === this.#nobody) return userName(undefined);
    return index < 0 ? undefined : userName(index);
  }
}

/** The methods that store a record of a user's. */
const owned: readonly Call["method"][] = ["linkAccount", "createSession", "createAuthenticator"];

/** The id of the user that a call of createUser answered. */
export function idOf(result: Result): string {
  return "value" in result ? String(Object(result.value).id) : "";
}

/** Makes a call on an adapter. A method that throws at once is as one that rejects. */
export async function resultOf(adapter: object, { method }: Call, args: readonly unknown[]): Promise<Result> {
  const methods = adapter as Methods;
  try {
    if (method === "sweep") return { value: await sweepAll(methods, args) };
    return { value: await methods[method]?.(...args) };
  } catch (error) {
    return { error };
  }
}

/** Which of the expired rows one call removes is the database's choice, so it is called until there are none. */
async function sweepAll({ sweep }: Methods, args: readonly unknown[]): Promise<unknown> {
  const limit = Number(Object(args[0]).limit);
  const swept = { sessions: 0, verificationTokens: 0 };
  for (let rows = limit; rows >= limit; ) {
    const { sessions, verificationTokens } = Object(await sweep?.(...args));
    swept.sessions += sessions;
    swept.verificationTokens += verificationTokens;
    rows = sessions + verificationTokens;
    if (rows > limit || Number.isNaN(rows)) return `${rows} rows, of which ${limit} were asked for`;
  }
  return swept;
}
