/**
 * What Auth.js is told apart from the adapter. Nothing in here reaches for a database, a mail server or Node, so the
 * middleware can have it where there is none of them.
 */
import type { NextAuthConfig } from "next-auth";

export const pages = { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/check-mail" } as const;

export const authConfig = {
  pages,
  session: { strategy: "database" },
  experimental: { enableWebAuthn: true },
} satisfies Partial<NextAuthConfig>;

interface Cookies {
  get(name: string): { readonly value: string } | undefined;
}

/** The session token that the visitor's cookie has; over HTTPS the cookie is called otherwise. */
export function sessionTokenOf(cookies: Cookies): string | undefined {
  return (cookies.get("__Secure-authjs.session-token") ?? cookies.get("authjs.session-token"))?.value;
}
