/** A harness for any Auth.js adapter, with as much of a harness's parts as there is. */
import { type MortiseAdapter, oneTripEach, type Traits } from "@mortise/adapter-kit";
import type { Harness, RawPath, TypedCall } from "./harness.ts";
import { NotCheckable } from "./needs.ts";
import { completed, type SomeRawPath } from "./some-raw-path.ts";

export type { SomeRawPath } from "./some-raw-path.ts";

/** An adapter and what is known of the database behind it. */
export interface Opened {
  /** Any Auth.js adapter. */
  readonly adapter: object;
  /** A second path into its database; without it much is not checkable. */
  readonly raw?: SomeRawPath | undefined;
  /** Another adapter with a client of its own on the same database. */
  second?(): object | Promise<object>;
  /** The engine and its version, for the report. */
  readonly engine?: string | undefined;
  /** How the adapter's function is called in TypeScript. */
  readonly types?: TypedCall | undefined;
  /** Ends the clients and removes the database. */
  close?(): unknown;
}

/** What user ids look like. */
export type IdKind = Traits["userIds"]["kind"];

export interface AnyAdapterOptions {
  /** Opens the adapter. */
  readonly open: () => Promise<Opened>;
  /** Whether each call of `open` makes an empty database of its own. */
  readonly isFresh: boolean;
  /** `"text"`, if absent. */
  readonly ids?: IdKind | undefined;
  /** The grain at which the database keeps dates, in milliseconds: 1, if absent. */
  readonly dateGrain?: Traits["dateGrain"] | undefined;
}

/**
 * What `conformance` takes as `open`, for an adapter of which there is not a whole harness.
 *
 * What the harness lacks makes cases not checkable, and fails none. Where each call of `open` makes a database of its
 * own, every case has one; else the rows of earlier cases are still there, unless the second path clears them.
 *
 * @example
 * ```ts
 * import { conformance } from "@mortise/conformance";
 * import { anyAdapter } from "@mortise/conformance/any-adapter";
 * import { afterAll, describe, test } from "vitest";
 *
 * declare function myAdapter(): object;
 *
 * const open = anyAdapter({ open: async () => ({ adapter: myAdapter() }), isFresh: true });
 * conformance({ test, describe, afterAll, name: "my-adapter", open });
 * ```
 */
export function anyAdapter(options: AnyAdapterOptions): () => Promise<Harness> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls > 1 && !options.isFresh) throw new NotCheckable("there is no second database");
    return harnessOf(options);
  };
}

async function harnessOf({ open, isFresh, ids = "text", dateGrain = 1 }: AnyAdapterOptions): Promise<Harness> {
  let opened = await open();
  const closing: unknown[] = [];
  const reopen = async () => {
    closing.push(opened.close?.());
    opened = await open();
  };
  const raw: RawPath = completed(opened.raw);
  if (isFresh && opened.raw === undefined) raw.clear = reopen;
  const without = (what: string) => () => {
    throw new NotCheckable(`there is no ${what}`);
  };
  return {
    get adapter() {
      return opened.adapter as MortiseAdapter;
    },
    // Nobody has declared how many trips it takes, and there is no meter to count them.
    traits: { userIds: { kind: ids, from: "store" }, dateGrain, trips: oneTripEach },
    raw,
    meter: { count: without("meter of round trips") },
    engine: opened.engine ?? "an engine of the adapter's own",
    types: opened.types,
    found: "embedded",
    freshUserId: freshIds[ids],
    scans: async () => without("way to tell what the engine reads in full")(),
    async openSecond(options) {
      if (options?.timeZone !== undefined) throw new NotCheckable("there is no way to set a client's time zone");
      if (opened.second === undefined) throw new NotCheckable("there is no second client on the same database");
      return { adapter: (await opened.second()) as MortiseAdapter, close: async () => {} };
    },
    close: async () => void (await Promise.all([...closing, opened.close?.()])),
  };
}

const freshIds: Readonly<Record<IdKind, () => string>> = {
  text: () => crypto.randomUUID(),
  uuid: () => crypto.randomUUID(),
  integer: () => String(2_000_000_000 + Math.floor(Math.random() * 147_000_000)),
  objectid: () => Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString("hex"),
};
