/** Rows of stores that keep JSON: there an instant is an ISO string, and a field that is not there is `null`. */
import { type RecordName, standardFields } from "@mortise/adapter-kit";
import type { Row } from "@mortise/conformance";

/** The row in canonical values, with the fields of the contract and no others. */
export function rowOf<R extends RecordName>(record: R, stored: object): Row<R> {
  const values = Object.entries(standardFields[record]).map(([name, { kind }]) => {
    const value: unknown = Reflect.get(stored, name) ?? null;
    return [name, kind === "date" && typeof value === "string" ? new Date(value) : value];
  });
  return Object.fromEntries(values) as Row<R>;
}

/** The field of a record whose value the second path spoils. */
export const spoilt: { readonly [R in RecordName]: string } = {
  user: "emailVerified",
  account: "expires_at",
  session: "expires",
  verificationToken: "expires",
  authenticator: "counter",
};
