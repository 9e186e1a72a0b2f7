/** Which error each failure of a store becomes. */
import type { AnyMethodName } from "./adapter.ts";
import { type ErrorCode, isMortiseError, MortiseError } from "./errors.ts";
import type { Call } from "./kit.ts";
import { secretsOf, withoutSecrets } from "./secrets.ts";
import type { Conflict } from "./store.ts";
import { CorruptField } from "./values.ts";

/** Whatever a method rejected with, as the error of its call. */
export function failureOf({ kit, store, method, sent: [of, sent] }: Call, error: unknown): MortiseError {
  if (isMortiseError(error)) return error;
  if (error instanceof CorruptField) {
    return new MortiseError("MORTISE_CORRUPT_RECORD", method, `${error.message}; repair the row.`);
  }
  const [code, message] = failures[store.classify(error) ?? "failed"];
  const cause = withoutSecrets(error, secretsOf(kit.fields[of], sent));
  return new MortiseError(code, method, message ?? `this ${taken[method] ?? "key"} is taken.`, { cause });
}

const failures: Readonly<Record<Conflict | "failed", readonly [ErrorCode, message?: string]>> = {
  duplicate: ["MORTISE_DUPLICATE"],
  "unknown-user": ["MORTISE_UNKNOWN_USER", "there is no user with this userId."],
  failed: ["MORTISE_STORE_FAILED", "the database failed; see the cause."],
};

/** What another record has already. */
const taken: Partial<Record<AnyMethodName, string>> = {
  createUser: "e-mail",
  updateUser: "e-mail",
  linkAccount: "account",
  createSession: "session token",
  createAuthenticator: "credential id",
};
