/** What the methods of an adapter have in common: its store, its fields, and what a call is. */
import type { AnyMethodName, MortiseAdapter } from "./adapter.ts";
import { encodeRecord, invalid, type Mode } from "./arguments.ts";
import { type Fields, type RecordFields, standardFields } from "./fields.ts";
import type { AdapterOptions } from "./options.ts";
import { type ProviderTokens, providerTokensOf } from "./provider-tokens.ts";
import type { RecordName, Value } from "./records.ts";
import { type FormsOf, sessionTokensOf } from "./session-tokens.ts";
import type { Store, Traits } from "./store.ts";
import { decodeRecord, type Entries, isKey, type Row } from "./values.ts";

/** A record in canonical values, on its way in or out. */
export type Plain = Record<string, Value>;

/** What belongs to an adapter. */
export interface Kit {
  readonly fields: RecordFields;
  /** The fields of the records that were asked for so far. */
  readonly entries: { [R in RecordName]?: Entries };
  readonly options: AdapterOptions;
  readonly formsOf: FormsOf;
  /** Where the tokens of providers are encrypted. */
  readonly tokens: ProviderTokens | undefined;
}

/** One call of a method. */
export interface Call {
  readonly kit: Kit;
  readonly store: Store;
  readonly method: AnyMethodName;
  /** What is sent to the store, in fields of a record, from which the secrets of the call are known. */
  sent: readonly [of: RecordName, Row];
}

/** Methods as they are written here: each takes its call first, and may reject with whatever the store did. */
export type Methods<Name extends AnyMethodName> = {
  readonly [N in Name]: (call: Call, ...args: Parameters<MortiseAdapter[N]>) => ReturnType<MortiseAdapter[N]>;
};

/** @param options as `createAdapter` takes them. */
export function kitOf(store: Store, options: AdapterOptions): Kit {
  const fields = fieldsOf(store.fields, options.fields);
  return {
    fields,
    entries: {},
    options,
    formsOf: sessionTokensOf(options.hashSessionTokens),
    tokens: providerTokensOf(fields.account, options.encryptProviderTokens),
  };
}

/** Of which record the fields are asked for. */
function entriesOf({ entries, fields }: Kit, of: RecordName): Entries {
  entries[of] ??= Object.entries(fields[of]);
  return entries[of];
}

/** An argument as a record to be stored, without these fields of it. */
export function encode(call: Call, of: RecordName, input: unknown, mode: Mode, without?: readonly string[]): Plain {
  const { kit, store } = call;
  const record = encodeRecord(call, entriesOf(kit, of), input, mode, without);
  if (kit.options.unknownFields === "reject" && mode !== "lenient") {
    const unknown = Object.entries(input as object).find(
      ([name, value]) => value !== undefined && !Object.hasOwn(kit.fields[of], name),
    );
    if (unknown) throw invalid(call, `there is no field for ${JSON.stringify(unknown[0])}.`);
  }
  if (mode !== "patch" && standardFields[of].userId && !hasUserIdForm(call, record.userId)) {
    throw invalid(call, `"userId" must be the ${store.traits.userIds.kind} id of a user.`);
  }
  call.sent = [of, record];
  return record;
}

/** A stored row as a result. */
export function decode(call: Call, of: RecordName, row: Row): Plain {
  return decodeRecord(call, entriesOf(call.kit, of), row);
}

/**
 * A stored row as a result if it is the one that was asked for: a collation that thinks `í` is `i` must not sign anyone
 * in (HOS-10).
 */
export function asked(call: Call, of: RecordName, row: Row | null, field: string, value: unknown): Plain | null {
  const record = row && decode(call, of, row);
  return record?.[field] === value ? record : null;
}

/** Of stored rows those of the user, as results. */
export function owned(call: Call, of: RecordName, rows: readonly Row[], userId: string): Plain[] {
  return rows.map((row) => decode(call, of, row)).filter((record) => record.userId === userId);
}

const idForms: { readonly [K in Traits["userIds"]["kind"]]?: RegExp } = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  objectid: /^[0-9a-f]{24}$/,
  integer: /^[1-9]\d{0,15}$/,
};

/** Whether a value can be the id of a user of this store; an engine may refuse the lookup of one that cannot (HOS-08). */
export function isUserId(call: Call, value: unknown): value is string {
  return isKey(value) && hasUserIdForm(call, value);
}

function hasUserIdForm({ store }: Call, key: unknown): boolean {
  const { kind, max = 2 ** 53 - 1 } = store.traits.userIds;
  return idForms[kind]?.test(key as string) !== false && (kind !== "integer" || Number(key) <= max);
}

/** The store's fields, and what the app declared beside them. */
function fieldsOf(own: RecordFields, declared: AdapterOptions["fields"] = {}): RecordFields {
  const all: Record<RecordName, Fields> = { ...own };
  for (const [record, extra] of Object.entries(declared) as [RecordName, Fields][]) {
    const standard = Object.keys(extra).find((name) => Object.hasOwn(standardFields[record], name));
    if (standard !== undefined) throw new TypeError(`options.fields.${record}: "${standard}" is a field of Auth.js.`);
    const secret = Object.entries(extra).map(([name, field]) => [name, { secret: true, ...field }]);
    all[record] = { ...own[record], ...Object.fromEntries(secret) };
  }
  return all;
}
