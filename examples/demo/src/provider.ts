/** The OpenID provider on the demo's own server, and how Auth.js talks to it. */
import type { OIDCConfig } from "@auth/core/providers";
import type { Profile } from "@auth/core/types";
import { type OpenId, openIdProvider } from "@mortise/example-testing/provider";

export interface LocalProvider {
  /** The provider's side: to be mounted under `/oidc`. */
  readonly provider: OpenId["provider"];
  /** The app's side: how Auth.js talks to it. */
  readonly signIn: OIDCConfig<Profile>;
}

export const providerPath = "/oidc";
/** The page on which one chooses a person; the id of the sign-in that waits for it follows. */
export const peoplePath = "/people";

/** @param origin where the demo answers, such as `http://localhost:3000`. */
export function localProvider(origin: string): LocalProvider {
  const issuer = `${origin}${providerPath}`;
  const clientId = "mortise-demo";
  const redirects = ["/auth/callback/local"];
  const { provider, clientSecret } = openIdProvider({ issuer, clientId, redirects, peoplePath });
  const signIn: OIDCConfig<Profile> = {
    id: "local",
    name: "Local ID",
    type: "oidc",
    issuer,
    clientId,
    clientSecret,
    checks: ["pkce", "state", "nonce"],
    // Ask every time, so that one can come back as somebody else.
    authorization: { params: { prompt: "login" } },
  };
  return { provider, signIn };
}
