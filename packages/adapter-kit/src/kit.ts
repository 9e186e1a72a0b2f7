/** What the methods of an adapter have in common: its store, its fields, and the one way in which a call fails. */
import type { AnyMethodName } from "./adapter.ts";
import { type EncodeOptions, encodeRecord, invalid, isUserId } from "./arguments.ts";
import { isMortiseError, MortiseError } from "./errors.ts";
import { type Fields, type RecordFields, standardFields } from "./fields.ts";
import type { AdapterOptions } from "./options.ts";
import type { RecordName, Value } from "./records.ts";
import { secretsOf, withoutSecrets } from "./secrets.ts";
import type { Store, Traits } from "./store.ts";
import { CorruptField, decodeRecord } from "./values.ts";

/** A record in canonical values, on its way in or out. */
export type Plain = Record<string, Value>;

/** The fields and values that a call sends, from which its secrets are known. */
type Sent = readonly [Fields, Readonly<Record<string, unknown>>];

export interface Kit {
  readonly store: Store;
  readonly fields: RecordFields;
  readonly options: AdapterOptions;
  readonly userIds: Traits["userIds"];
  /** Does the work and turns whatever goes wrong into a `MortiseError` of the method. */
  run<T>(
    method: AnyMethodName,
    of: RecordName,
    sent: Readonly<Record<string, unknown>>,
    work: () => Promise<T>,
  ): Promise<T>;
  /** An argument as a record to be stored, without these fields of it. */
  encode(method: AnyMethodName, of: RecordName, input: unknown, options?: EncodeOptions, ...without: string[]): Plain;
  /** A stored row as a result. */
  decode(of: RecordName, row: Readonly<Record<string, unknown>>): Plain;
  /** Rejects a record whose owner cannot be a user of this store. */
  checkOwner(method: AnyMethodName, record: Plain): void;
  /** Every later call rejects. */
  close(): void;
}

/** @param options as `createAdapter` takes them. */
export function kitOf(store: Store, options: AdapterOptions): Kit {
  const fields = fieldsOf(store.fields, options.fields);
  const { userIds } = store.traits;
  let isClosed = false;

  return {
    store,
    fields,
    options,
    userIds,

    async run(method, of, sent, work) {
      if (isClosed) throw new MortiseError("MORTISE_CLOSED", method, "the adapter was closed; make another one.");
      try {
        return await work();
      } catch (error) {
        throw isMortiseError(error) ? error : failureOf(store, method, error, [fields[of], sent]);
      }
    },

    encode(method, of, input, encodeOptions = {}, ...without) {
      const known = fields[of];
      const encoded = encodeRecord(method, known, input, store.traits, encodeOptions, without);
      if (options.unknownFields === "reject" && !encodeOptions.lenient) {
        const given = Object.entries(input as object);
        const unknown = given.filter(([name, value]) => value !== undefined && !Object.hasOwn(known, name));
        if (unknown.length > 0) {
          throw invalid(method, `there is no field for ${unknown.map(([name]) => JSON.stringify(name)).join(", ")}.`);
        }
      }
      return encoded;
    },

    decode: (of, row) => decodeRecord(fields[of], row),

    checkOwner(method, { userId }) {
      if (isUserId(userId, userIds)) return;
      const what = userIds.kind === "text" ? "a string" : userIds.kind;
      throw invalid(method, `"userId" must be the id of a user: ${what}.`);
    },

    close() {
      isClosed = true;
    },
  };
}

/** The store's fields, and what the app declared beside them. */
function fieldsOf(own: RecordFields, declared: AdapterOptions["fields"] = {}): RecordFields {
  const added = Object.entries(declared).map(([record, extra]) => {
    const standard = Object.keys(extra).find((name) => Object.hasOwn(standardFields[record as RecordName], name));
    if (standard !== undefined) throw new TypeError(`options.fields.${record}: "${standard}" is a field of Auth.js.`);
    const secret = Object.entries(extra).map(([name, field]) => [name, { secret: true, ...field }]);
    return [record, { ...own[record as RecordName], ...Object.fromEntries(secret) }];
  });
  return { ...own, ...Object.fromEntries(added) };
}

function failureOf(store: Store, method: AnyMethodName, error: unknown, sent: Sent): MortiseError {
  if (error instanceof CorruptField) {
    return new MortiseError("MORTISE_CORRUPT_RECORD", method, `${error.message}; repair the row.`);
  }
  const options = { cause: withoutSecrets(error, secretsOf(...sent)) };
  switch (store.classify(error)) {
    case "duplicate":
      return new MortiseError("MORTISE_DUPLICATE", method, `${duplicates[method] ?? "it"} is there already.`, options);
    case "unknown-user":
      return new MortiseError("MORTISE_UNKNOWN_USER", method, "there is no user with this userId.", options);
    default:
      return new MortiseError("MORTISE_STORE_FAILED", method, "the database failed; see the cause.", options);
  }
}

const duplicates: Partial<Record<AnyMethodName, string>> = {
  createUser: "a user with this e-mail",
  updateUser: "another user with this e-mail",
  linkAccount: "an account with this provider and providerAccountId",
  createSession: "a session with this token",
  createAuthenticator: "an authenticator with this credential id",
};
