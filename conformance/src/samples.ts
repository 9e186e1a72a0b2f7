/** Fresh rows for the cases, complete and each unlike the others, so that no case can pass by meeting another's row. */
import type { Harness, Row } from "./harness.ts";

export interface Samples {
  user(over?: Partial<Row<"user">>): Row<"user">;
  account(over: Partial<Row<"account">> & { userId: string }): Row<"account">;
  session(over: Partial<Row<"session">> & { userId: string }): Row<"session">;
  token(over?: Partial<Row<"verificationToken">>): Row<"verificationToken">;
  authenticator(over: Partial<Row<"authenticator">> & { userId: string }): Row<"authenticator">;
}

const minute = 60_000;

/** The instant `minutes` from now, at the harness's date grain, in the past when negative. */
export function inMinutes(minutes: number, grain: 1 | 1000 = 1): Date {
  const instant = Date.now() + minutes * minute;
  return new Date(instant - (instant % grain));
}

/** 64 hex digits, as Auth.js makes of a token and its secret. */
export function hexToken(): string {
  return hex(32);
}

/** Standard base64 of that many random bytes. */
export function base64(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("base64");
}

function hex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex");
}

export function samples(harness: Pick<Harness, "freshUserId" | "traits">): Samples {
  const grain = harness.traits.dateGrain;
  return {
    user: (over) => {
      const name = hex(6);
      return {
        id: harness.freshUserId(),
        name: `Ada ${name}`,
        email: `ada.${name}@example.com`,
        emailVerified: inMinutes(-90, grain),
        image: `https://example.com/${name}.png`,
        ...over,
      };
    },
    account: (over) => ({
      type: "oauth",
      provider: "github",
      providerAccountId: hex(8),
      refresh_token: `refresh-${hex(12)}`,
      access_token: `access-${hex(12)}`,
      expires_at: 1_795_255_971,
      token_type: "bearer",
      scope: "read:user user:email",
      id_token: `id-${hex(12)}`,
      session_state: `state-${hex(4)}`,
      ...over,
    }),
    session: (over) => ({ sessionToken: crypto.randomUUID(), expires: inMinutes(30 * 24 * 60, grain), ...over }),
    token: (over) => ({
      identifier: `link.${hex(6)}@example.com`,
      token: hexToken(),
      expires: inMinutes(24 * 60, grain),
      ...over,
    }),
    authenticator: (over) => ({
      credentialID: base64(32),
      providerAccountId: base64(32),
      credentialPublicKey: base64(77),
      counter: 7,
      credentialDeviceType: "multiDevice",
      credentialBackedUp: true,
      transports: "internal,hybrid",
      ...over,
    }),
  };
}
