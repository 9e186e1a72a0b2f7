/** A real OpenID provider, so that no example needs an account anywhere. It signs in whom you choose. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider } from "oidc-provider";
import { people } from "./people.ts";
import { ProviderStore } from "./store.ts";

export interface OpenIdOptions {
  /** Where it answers, such as `http://localhost:3000/oidc`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Paths of the app to which it may send the browser back, on any port of `localhost`. */
  readonly redirects: readonly string[];
  /** The path of the page on which one chooses a person; the id of the sign-in that waits for it follows. */
  readonly peoplePath: string;
}

export interface OpenId {
  readonly provider: Provider;
  readonly clientSecret: string;
}

const hour = 3_600;

export function openIdProvider({ issuer, clientId, redirects, peoplePath }: OpenIdOptions): OpenId {
  const clientSecret = randomBytes(32).toString("base64url");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  const provider = new Provider(issuer, {
    adapter: () => new ProviderStore(),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        // A native client comes back to any port of the loopback.
        application_type: "native",
        redirect_uris: redirects.map((path) => `http://localhost${path}`),
      },
    ],
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
  return { provider, clientSecret };
}
