/** Auth.js on a Worker: the ways in, and the pages to come back to. */
import { Auth, type AuthConfig } from "@auth/core";
import type { EmailConfig, OIDCConfig } from "@auth/core/providers";
import Resend from "@auth/core/providers/resend";
import type { Profile, Session } from "@auth/core/types";
import type { MortiseAdapter } from "@mortise/adapter-kit";

/** What the Worker is told from outside. A way in that is not set up is not offered. */
export interface AuthEnv {
  /** What login links and half-done sign-ins hang on: 32 random bytes or more. */
  readonly AUTH_SECRET: string;
  /** The key of Resend, which mails the login links, and the address from which they come. */
  readonly AUTH_RESEND_KEY?: string;
  readonly EMAIL_FROM?: string;
  /** `1` prints login links in the log instead of mailing them. For development alone: who reads the log, signs in. */
  readonly EMAIL_TO_TERMINAL?: string;
  /** An OpenID provider: its issuer, and what the app is called and proves itself with there. */
  readonly AUTH_OIDC_ISSUER?: string;
  readonly AUTH_OIDC_ID?: string;
  readonly AUTH_OIDC_SECRET?: string;
}

export interface WorkerAuthConfig extends AuthConfig {
  providers: (EmailConfig | OIDCConfig<Profile>)[];
}

/** The path of Auth.js. */
export const basePath = "/auth";

/** What Auth.js is told. */
export function authConfig(env: AuthEnv, adapter: MortiseAdapter): WorkerAuthConfig {
  return {
    basePath,
    adapter,
    providers: [...loginLinks(env), ...openId(env)],
    session: { strategy: "database" },
    secret: env.AUTH_SECRET,
    // Cloudflare hands a Worker no request for a name that is not its own.
    trustHost: true,
    pages: { signIn: "/", signOut: "/", error: "/", verifyRequest: "/sent" },
    callbacks: {
      session: ({ session, user }) => ({
        expires: session.expires,
        user: { id: user.id, name: user.name ?? null, email: user.email },
      }),
    },
  };
}

function loginLinks({ AUTH_RESEND_KEY, EMAIL_FROM, EMAIL_TO_TERMINAL }: AuthEnv): EmailConfig[] {
  const own = { id: "email", name: "E-mail", maxAge: 15 * 60 };
  if (AUTH_RESEND_KEY && EMAIL_FROM) return [{ ...Resend({ apiKey: AUTH_RESEND_KEY, from: EMAIL_FROM }), ...own }];
  if (EMAIL_TO_TERMINAL !== "1") return [];
  const sendVerificationRequest: EmailConfig["sendVerificationRequest"] = ({ identifier, url }) =>
    console.log(`Login link of ${JSON.stringify(identifier)}: ${url}`);
  return [{ ...own, type: "email", sendVerificationRequest }];
}

function openId({ AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET }: AuthEnv): OIDCConfig<Profile>[] {
  if (!AUTH_OIDC_ISSUER || !AUTH_OIDC_ID || !AUTH_OIDC_SECRET) return [];
  return [
    {
      id: "oidc",
      name: new URL(AUTH_OIDC_ISSUER).host,
      type: "oidc",
      issuer: AUTH_OIDC_ISSUER,
      clientId: AUTH_OIDC_ID,
      clientSecret: AUTH_OIDC_SECRET,
      checks: ["pkce", "state", "nonce"],
    },
  ];
}

export interface Visitor {
  readonly user: NonNullable<Session["user"]> | undefined;
  /** Goes into every form that is posted to Auth.js. */
  readonly csrfToken: string;
  /** The cookies that Auth.js sets on the way. */
  readonly cookies: readonly string[];
}

/** Asks Auth.js who sends a request, as the browser would. */
export async function visitorOf(request: Request, config: AuthConfig): Promise<Visitor> {
  const ask = (action: string) => {
    const headers = { cookie: request.headers.get("cookie") ?? "" };
    return Auth(new Request(new URL(`${basePath}/${action}`, request.url), { headers }), config);
  };
  const answers = [await ask("session"), await ask("csrf")] as const;
  const session = await answers[0].json<Session | null>();
  const { csrfToken } = await answers[1].json<{ csrfToken: string }>();
  // Both make a token where there is none; the later one is the form's, and its cookie is the one that stays.
  const cookies = answers.flatMap(({ headers }) => headers.getSetCookie());
  return { user: session?.user, csrfToken, cookies };
}
