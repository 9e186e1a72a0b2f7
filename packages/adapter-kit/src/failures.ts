/** Which error each failure of a store becomes. */
import { type ErrorCode, isMortiseError, MortiseError } from "./errors.ts";
import type { Call } from "./kit.ts";
import { secretsOf, withoutSecrets } from "./secrets.ts";
import type { Conflict } from "./store.ts";

/** Whatever a method rejected with, as the error of its call. */
export function failureOf({ kit, store, method, sent: [of, sent] }: Call, error: unknown): MortiseError {
  if (isMortiseError(error)) return error;
  const [code, message] = failures[store.classify(error) ?? "failed"];
  const cause = withoutSecrets(error, secretsOf(kit.fields[of], sent));
  return new MortiseError(code, method, message ?? `this ${of === "user" ? "e-mail" : of} is taken.`, { cause });
}

const failures: Readonly<Record<Conflict | "failed", readonly [ErrorCode, message?: string]>> = {
  duplicate: ["MORTISE_DUPLICATE"],
  "unknown-user": ["MORTISE_UNKNOWN_USER", "there is no such user."],
  failed: ["MORTISE_STORE_FAILED", "the database failed; see the cause."],
};
