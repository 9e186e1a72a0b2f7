/** Auth.js: the adapter, the three ways in and the pages. This is the file to copy from. */
import { randomBytes } from "node:crypto";
import { Auth } from "@auth/core";
import type { Provider } from "@auth/core/providers";
import type { ExpressAuthConfig, Session } from "@auth/express";
import type { Request, Response } from "express";
import { codeOf } from "./start-error.ts";

export interface AuthParts {
  readonly adapter: NonNullable<ExpressAuthConfig["adapter"]>;
  readonly providers: Provider[];
}

export const basePath = "/auth";

export function authConfig({ adapter, providers }: AuthParts): ExpressAuthConfig {
  return {
    basePath,
    adapter,
    providers,
    session: { strategy: "database" },
    // Sessions are rows and outlive a restart; only links and half-done sign-ins hang on the secret.
    secret: process.env.AUTH_SECRET || randomBytes(32).toString("base64url"),
    // The app answers on localhost alone, and refuses every other Host header before Auth.js sees it.
    trustHost: true,
    experimental: { enableWebAuthn: true },
    pages: { signIn: "/", signOut: "/", error: "/", verifyRequest: "/mailbox" },
    callbacks: {
      session: ({ session, user }) => ({
        expires: session.expires,
        user: { id: user.id, name: user.name ?? null, email: user.email, image: user.image ?? null },
      }),
    },
    logger: { error: logError, warn: () => {}, debug: () => {} },
  };
}

/** One line for an error. What caused it is only named: the texts of other libraries may hold tokens. */
function logError(error: Error): void {
  const cause = error.cause instanceof Object && "err" in error.cause ? error.cause.err : undefined;
  const named = cause instanceof Error ? ` (${codeOf(cause) || cause.name})` : "";
  console.error(`auth: ${error.name}${named}: ${error.message}`);
}

export interface Visitor {
  readonly session: Session | null;
  /** Goes into every form that is posted to Auth.js. */
  readonly csrfToken: string;
}

/** Asks Auth.js who sends a request, and passes the cookies on that it sets, so that a page can be made in one answer. */
export async function visitorOf(
  req: Request,
  res: Response,
  origin: string,
  config: ExpressAuthConfig,
): Promise<Visitor> {
  const cookies = new Map<string, string>();
  const ask = async (action: string): Promise<unknown> => {
    const request = new globalThis.Request(`${origin}${basePath}/${action}`, {
      headers: { cookie: req.headers.cookie ?? "" },
    });
    const response = await Auth(request, config);
    for (const cookie of response.headers.getSetCookie()) cookies.set(cookie.slice(0, cookie.indexOf("=")), cookie);
    return response.json();
  };
  const session = (await ask("session")) as Session | null;
  const { csrfToken } = (await ask("csrf")) as { csrfToken: string };
  res.append("Set-Cookie", [...cookies.values()]);
  return { session: session?.user ? session : null, csrfToken };
}
