/** Auth.js: the adapter, the ways in, and who sends a request. This is the file to copy. */
import { createHash } from "node:crypto";
import { Auth, type AuthConfig, setEnvDefaults, skipCSRFCheck } from "@auth/core";
import type { EmailConfig, OIDCConfig } from "@auth/core/providers";
import type { Profile } from "@auth/core/types";
import type { Context } from "hono";
import { origin, secret } from "./config.ts";
import { adapter } from "./database.ts";
import { linkMinutes, sendLink } from "./mail.ts";

const { env } = process;

/** A link by mail, where there is a way to send it. */
function email(): EmailConfig[] {
  const send = sendLink;
  if (send === undefined) return [];
  return [
    {
      id: "email",
      type: "email",
      name: "E-mail",
      maxAge: linkMinutes * 60,
      sendVerificationRequest: ({ identifier, url }) => send(identifier, url),
    },
  ];
}

/** Any OpenID provider: Auth.js reads AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET. */
function openId(): OIDCConfig<Profile>[] {
  if (!env.AUTH_OIDC_ISSUER) return [];
  return [{ id: "oidc", name: env.AUTH_OIDC_NAME || "OpenID", type: "oidc", checks: ["pkce", "state", "nonce"] }];
}

const providers = [...email(), ...openId()];

/** The ways in that there are, with the names that people read. */
export const waysIn: ReadonlyMap<string, string> = new Map(providers.map(({ id, name }) => [id, name]));

const config: AuthConfig = {
  adapter,
  providers,
  basePath: "/auth",
  session: { strategy: "database" },
  pages: { signIn: "/sign-in", signOut: "/sessions", error: "/sign-in", verifyRequest: "/sent" },
  secret,
  // Every request is given to Auth.js under the origin that is configured.
  trustHost: true,
  // Hono's own csrf() refuses forms of other origins, before they come here.
  skipCSRFCheck,
};
setEnvDefaults(env, config, true);

/** Answers what comes to `/auth/*`. */
export function authHandler({ req }: Context): Promise<Response> {
  const { pathname, search } = new URL(req.url);
  return Auth(new Request(origin + pathname + search, req.raw), config);
}

export interface Visitor {
  readonly id: string;
  readonly name: string;
  /** What the visitor's cookie holds. It goes into no page. */
  readonly sessionToken: string;
}

/** Who sends a request, or `null`. What Auth.js does to the session cookie, the answer takes along. */
export async function visitorOf(c: Context): Promise<Visitor | null> {
  let visitor: Visitor | null = null;
  const asked = new Request(`${origin}/auth/session`, { headers: { cookie: c.req.header("cookie") ?? "" } });
  const answer = await Auth(asked, {
    ...config,
    callbacks: {
      session({ session, user }) {
        visitor = { id: user.id, name: user.name || user.email || "you", sessionToken: session.sessionToken };
        return session;
      },
    },
  });
  for (const cookie of answer.headers.getSetCookie()) c.header("Set-Cookie", cookie, { append: true });
  return visitor;
}

export interface OwnSession {
  readonly expires: Date;
  /** Whether it is the one that the visitor asks with. */
  readonly here: boolean;
}

/** The visitor's sessions, this browser's first. The database has a hash of each token. */
export async function sessionsOf({ id, sessionToken }: Visitor): Promise<OwnSession[]> {
  const stored = `sha256:${createHash("sha256").update(sessionToken).digest("hex")}`;
  const sessions = await adapter.listSessions(id);
  return sessions
    .map(({ expires, sessionToken }) => ({ expires, here: sessionToken === stored }))
    .sort((one, other) => Number(other.here) - Number(one.here) || other.expires.getTime() - one.expires.getTime());
}

/** Ends all sessions of the visitor but this one, and says how many. */
export function endOtherSessions({ id, sessionToken }: Visitor): Promise<number> {
  return adapter.revokeSessions(id, { except: sessionToken });
}
