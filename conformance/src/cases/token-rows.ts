/** What the cases about verification tokens share. */
import type { Row } from "../harness.ts";

export type Token = Row<"verificationToken">;

/** The two keys that Auth.js passes, and nothing else. */
export function keyOf({ identifier, token }: Token): { identifier: string; token: string } {
  return { identifier, token };
}
