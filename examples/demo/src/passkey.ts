/** Passkeys. Auth.js does the ceremony; what is decided here is whom a new passkey may make. */

import Passkey from "@auth/core/providers/passkey";
import type { WebAuthnConfig } from "@auth/core/providers/webauthn";

/**
 * The passkey provider. A visitor who is not signed in names an address to make a new account; Auth.js does not check
 * that the address is theirs, so the account stays unverified. Where that matters, let people add a passkey only once
 * another way in has signed them in.
 */
export function passkey(): WebAuthnConfig {
  return Passkey({
    // The sign-in page is our own, with its own script.
    enableConditionalUI: false,
    simpleWebAuthnBrowserVersion: false,
    async getUserInfo({ adapter }, { query }) {
      // The other ways in lower-case an address; if this one did not, one person would become two users.
      const email = typeof query?.email === "string" ? query.email.normalize("NFKC").trim().toLowerCase() : "";
      if (!/^[^\s@"]+@[^\s@"]+$/.test(email)) return null;
      const user = await adapter?.getUserByEmail?.(email);
      return user ? { user, exists: true } : { user: { email }, exists: false };
    },
  });
}
