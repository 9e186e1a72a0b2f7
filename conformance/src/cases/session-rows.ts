/** What the cases about sessions share. */
import assert from "node:assert/strict";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import type { Harness } from "../harness.ts";
import { inMinutes } from "../samples.ts";

/** The id of the user whom the session signs in, or `null`. A session that comes without its user is a failure. */
export async function signedIn(adapter: MortiseAdapter, sessionToken: string): Promise<string | null> {
  const found = await adapter.getSessionAndUser(sessionToken);
  if (!found) return null;
  assert.ok(found.session && found.user, "one half of a session and its user is missing");
  return found.user.id;
}

/** An expiry that no sample has, at the harness's date grain. */
export function laterExpiry({ traits }: Harness): Date {
  return inMinutes(31 * 24 * 60 + 7, traits.dateGrain);
}

/** The names of the fields that hold something. */
export function filledFields(row: object): string[] {
  return Object.entries(row)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([field]) => field)
    .sort();
}
