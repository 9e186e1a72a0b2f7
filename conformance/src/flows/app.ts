/** An app of `@auth/core` with every kind of provider, over an adapter that is looked at while it is used. */
import { Auth, type AuthConfig, customFetch } from "@auth/core";
import type { Provider } from "@auth/core/providers";
import Passkey from "@auth/core/providers/passkey";
import type { Profile, TokenSet, User } from "@auth/core/types";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type Browser, openBrowser, type Site } from "./browser.ts";
import { type IdentityProvider, identityProvider, profileOf } from "./identity-provider.ts";
import { type Recorder, recorder } from "./recorder.ts";

/** A link that was sent. */
interface Mail {
  readonly to: string;
  readonly link: URL;
}

export interface App extends Pick<Recorder, "callsDuring" | "before" | "gather"> {
  /** A new browser of somebody who has never been here. */
  browser(): Browser;
  /** What Auth.js logged at the level of errors. */
  readonly errors: readonly unknown[];
  /** The links that were sent, the newest last. */
  readonly mails: readonly Mail[];
  readonly provider: IdentityProvider;
  readonly origin: string;
}

export interface AppSettings {
  /** `"database"`, if absent. */
  readonly strategy?: "database" | "jwt";
  /** An account with the address of a user is linked to that user without a question. */
  readonly trustsEmails?: boolean;
  /** What of the token endpoint's answer becomes the account; what OAuth names, if absent. */
  readonly account?: (tokens: TokenSet) => TokenSet;
}

/** What an app of any version is made of. */
export interface Parts {
  readonly adapter: MortiseAdapter;
  readonly provider: IdentityProvider;
  readonly send: (mail: Mail) => void;
  readonly logError: (error: unknown) => void;
}

export const secret = "a secret of the app's own, which is long enough";

/** The password of everybody who signs in with one. */
export const password = "correct horse";

/** An app of the version that the suite brings along. */
export function openApp(adapter: MortiseAdapter, settings: AppSettings = {}): App {
  const origin = "https://app.example";
  return openAnyApp(
    adapter,
    { base: `${origin}/auth`, sessionCookie: "__Secure-authjs.session-token", sends: "form" },
    (parts) => {
      const config = configOf(parts, settings);
      return (request) => Auth(request, config);
    },
  );
}

/** How an app is opened whatever version makes its answers. */
export function openAnyApp(
  adapter: MortiseAdapter,
  place: { readonly base: string; readonly sessionCookie: string; readonly sends: "form" | "json" },
  siteOf: (parts: Parts) => Site,
): App {
  const provider = identityProvider();
  const { adapter: recorded, callsDuring, before, gather } = recorder(adapter);
  const errors: unknown[] = [];
  const mails: Mail[] = [];
  const site = siteOf({
    adapter: recorded,
    provider,
    send: (mail) => void mails.push(mail),
    logError: (error) => void errors.push(error),
  });
  const { origin } = new URL(place.base);
  const browser = () => openBrowser({ site, ...place });
  return { browser, callsDuring, before, gather, errors, mails, provider, origin };
}

export function configOf(
  parts: Parts,
  { strategy = "database", trustsEmails = false, account }: AppSettings,
): AuthConfig {
  const { adapter, provider, send, logError } = parts;
  const common = {
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    // Some providers give out numbers for ids, which the type does not say.
    profile: (claims: Profile) => profileOf(claims) as User,
    allowDangerousEmailAccountLinking: trustsEmails,
    [customFetch]: provider.fetch,
    ...(account ? { account } : {}),
  };
  const providers: Provider[] = [
    {
      ...common,
      id: "github",
      name: "OAuth",
      type: "oauth",
      issuer: provider.issuer,
      authorization: { url: `${provider.issuer}/authorize`, params: { scope: "read:user" } },
      token: `${provider.issuer}/token`,
      userinfo: `${provider.issuer}/userinfo`,
      checks: ["pkce", "state"],
    },
    {
      ...common,
      id: "openid",
      name: "OpenID",
      type: "oidc",
      issuer: provider.issuer,
      checks: ["pkce", "state", "nonce"],
      client: { id_token_signed_response_alg: "ES256" },
    },
    {
      id: "email",
      name: "Email",
      type: "email",
      maxAge: 24 * 60 * 60,
      sendVerificationRequest: ({ identifier, url }) => send({ to: identifier, link: new URL(url) }),
    },
    {
      id: "credentials",
      name: "Password",
      type: "credentials",
      credentials: {},
      authorize: ({ email, password: given }) =>
        given === password ? { id: "nobody", email: String(email), name: "Ada" } : null,
    },
    Passkey({ enableConditionalUI: false }),
  ];
  return {
    adapter,
    providers,
    secret,
    basePath: "/auth",
    trustHost: true,
    session: { strategy },
    // Auth.js remembers that a process has had passkeys, and then asks every app for this.
    experimental: { enableWebAuthn: true },
    logger: { error: logError, warn: () => {}, debug: () => {} },
  };
}
