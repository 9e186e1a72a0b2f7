/** A real OpenID provider on the same server, so that the demo needs no account anywhere. It signs in whom you choose. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { OIDCConfig } from "@auth/core/providers";
import type { Profile } from "@auth/core/types";
import { Provider } from "oidc-provider";
import { ProviderStore } from "./provider-store.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  /** `null` for somebody who shares no address: Auth.js then makes a user without one. */
  readonly email: string | null;
}

export const people: readonly Person[] = [
  { id: "ada", name: "Ada Lovelace", email: "ada@example.com" },
  { id: "grace", name: "Grace Hopper", email: "grace@example.com" },
  { id: "alan", name: "Alan Turing", email: null },
];

export interface LocalProvider {
  /** The provider's side: to be mounted under `/oidc`. */
  readonly provider: Provider;
  /** The app's side: how Auth.js talks to it. */
  readonly signIn: OIDCConfig<Profile>;
}

export const providerPath = "/oidc";
/** The page on which one chooses a person; the id of the sign-in that waits for it follows. */
export const peoplePath = "/people";

const hour = 3_600;

/** @param origin where the demo answers, such as `http://localhost:3000`. */
export function localProvider(origin: string): LocalProvider {
  const issuer = `${origin}${providerPath}`;
  const clientId = "mortise-demo";
  const clientSecret = randomBytes(32).toString("base64url");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  const provider = new Provider(issuer, {
    adapter: () => new ProviderStore(),
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [`${origin}/auth/callback/local`] }],
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    ttl: { AccessToken: hour, AuthorizationCode: 60, Grant: hour, IdToken: hour, Interaction: hour, Session: hour },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `${peoplePath}/${interaction.uid}` },
    claims: { openid: ["sub"], profile: ["name"], email: ["email"] },
    // Auth.js reads the profile from the ID token, without a second request.
    conformIdTokenClaims: false,
    findAccount(_ctx, id) {
      const person = people.find((one) => one.id === id);
      if (person === undefined) return undefined;
      const { name, email } = person;
      return { accountId: id, claims: () => ({ sub: id, name, ...(email !== null && { email }) }) };
    },
    // The one client is our own app: whoever signs in has consented.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    renderError(ctx, { error, error_description }) {
      ctx.type = "text";
      ctx.body = [error, error_description].filter(Boolean).join(": ");
    },
  });

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
