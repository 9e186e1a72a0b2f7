/**
 * An OAuth and OpenID provider in this process: it answers the requests that Auth.js makes to one, over the `fetch`
 * that Auth.js lets an app put in. Codes are good once, and ID tokens are signed.
 */
import { base64url, utf8 } from "./bytes.ts";

export interface Person {
  /** What the provider calls them: some give out numbers. */
  readonly id: string | number;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly image?: string | null;
  /** What else the app's `profile()` makes of them. */
  readonly extras?: Readonly<Record<string, unknown>>;
  /** What else is in the answer of the token endpoint. */
  readonly tokens?: Readonly<Record<string, unknown>>;
}

/** The answer of the token endpoint: what OAuth names, and what a provider adds. A code is good once. */
type TokenResponse = Readonly<Record<string, unknown>> & { readonly access_token: string };

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The person agrees on the provider's page; answers where they are sent back to. */
  authorize(person: Person, request: URL): URL;
  /** What a code is good for. */
  exchange(code: string): Promise<TokenResponse>;
  /** The endpoints, as Auth.js calls them. */
  readonly fetch: typeof fetch;
}

interface Consent {
  readonly person: Person;
  readonly nonce: string | null;
  readonly isOpenId: boolean;
}

const issuer = "https://id.example";
const algorithm = { name: "ECDSA", namedCurve: "P-256" };

/** A provider that knows whoever comes. */
export function identityProvider(): IdentityProvider {
  const clientId = "app";
  const consents = new Map<string, Consent>();
  const holders = new Map<string, Person>();
  const keys = crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);

  const idToken = async ({ person, nonce }: Consent): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      sub: String(person.id),
      iat: now,
      exp: now + 3600,
      ...(nonce === null ? {} : { nonce }),
      ...claimsOf(person),
    };
    const signed = `${encoded({ alg: "ES256", typ: "JWT" })}.${encoded(claims)}`;
    const { privateKey } = await keys;
    const signature = await crypto.subtle.sign({ ...algorithm, hash: "SHA-256" }, privateKey, utf8(signed));
    return `${signed}.${base64url(new Uint8Array(signature))}`;
  };

  const exchange = async (code: string): Promise<TokenResponse> => {
    const consent = consents.get(code);
    if (consent === undefined) throw new Error("the code is not good");
    consents.delete(code);
    const response = {
      access_token: `access-${crypto.randomUUID()}`,
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: `refresh-${crypto.randomUUID()}`,
      scope: "email",
      ...(consent.isOpenId ? { id_token: await idToken(consent) } : {}),
      ...consent.person.tokens,
    };
    holders.set(response.access_token, consent.person);
    return response;
  };

  const personOf = (accessToken: string): Person => {
    const person = holders.get(accessToken);
    if (person === undefined) throw new Error("the access token is nobody's");
    return person;
  };

  return {
    issuer,
    clientId,
    clientSecret: "the app's secret",
    authorize(person, request) {
      const code = crypto.randomUUID();
      const { searchParams } = request;
      const isOpenId = searchParams.get("scope")?.split(" ").includes("openid") === true;
      consents.set(code, { person, nonce: searchParams.get("nonce"), isOpenId });
      const back = new URL(searchParams.get("redirect_uri") ?? "");
      const state = searchParams.get("state");
      back.search = new URLSearchParams({ code, iss: issuer, ...(state === null ? {} : { state }) }).toString();
      return back;
    },
    exchange,
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      if (pathname === "/.well-known/openid-configuration") return Response.json(discovery());
      if (pathname === "/token") {
        return Response.json(await exchange(new URLSearchParams(await request.text()).get("code") ?? ""));
      }
      if (pathname === "/userinfo") {
        const access = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
        const person = personOf(access);
        return Response.json({ sub: person.id, ...claimsOf(person) });
      }
      if (pathname === "/jwks") {
        const { publicKey } = await keys;
        return Response.json({ keys: [await crypto.subtle.exportKey("jwk", publicKey)] });
      }
      return new Response(null, { status: 404 });
    },
  };
}

/** What Auth.js reads of the provider before anything else. */
function discovery() {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    id_token_signing_alg_values_supported: ["ES256"],
    authorization_response_iss_parameter_supported: true,
  };
}

function claimsOf({ name, email, image, extras }: Person) {
  return { name, email, picture: image, extras };
}

/** What an app's `profile()` makes of the claims. */
export function profileOf(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { sub, name, email, picture, extras } = claims;
  return { id: sub, name, email, image: picture, ...Object(extras) };
}

function encoded(part: object): string {
  return base64url(utf8(JSON.stringify(part)));
}
