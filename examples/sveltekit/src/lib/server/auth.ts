/** Auth.js: the adapter and the ways in. This is the file to copy. */
import { SvelteKitAuth, type SvelteKitAuthConfig } from "@auth/sveltekit";
import { type Cookies, redirect } from "@sveltejs/kit";
import { dev } from "$app/environment";
import { env } from "$env/dynamic/private";
import { adapter } from "./database";
import { developmentSecret } from "./folder";
import { canSendLinks, sendLink } from "./mail";

const providers: SvelteKitAuthConfig["providers"] = [];
if (canSendLinks) {
  providers.push({ id: "email", type: "email", name: "E-mail", maxAge: 900, sendVerificationRequest: sendLink });
}
// Auth.js reads AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET.
if (env.AUTH_OIDC_ISSUER) {
  providers.push({ id: "oidc", type: "oidc", name: "OpenID", checks: ["pkce", "state", "nonce"] });
}

/** What the page of the ways in offers. */
export const offers = {
  email: canSendLinks,
  openId: env.AUTH_OIDC_ISSUER ? env.AUTH_OIDC_NAME || "OpenID" : null,
};

export const { handle, signIn, signOut } = SvelteKitAuth({
  adapter,
  providers,
  session: { strategy: "database" },
  pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sent" },
  ...(dev && !env.AUTH_SECRET && { secret: developmentSecret() }),
  logger: {
    // @auth/sveltekit sets the path itself, and Auth.js warns of that at every request when AUTH_URL is set.
    warn: (code) => code === "env-url-basepath-redundant" || console.warn(`auth: ${code}`),
  },
  callbacks: {
    // What pages and `/auth/session` get to see. The id is for the server's own questions.
    session: ({ session, user }) => ({
      expires: session.expires,
      user: { id: user.id, name: user.name ?? null, email: user.email ?? null },
    }),
  },
});

export interface Visitor {
  readonly id: string;
  readonly name: string;
}

/** Who sends a request; somebody who is nobody is sent to the ways in. */
export async function visitorOf(locals: App.Locals): Promise<Visitor> {
  const user = (await locals.auth())?.user;
  if (!user?.id) redirect(303, "/sign-in");
  return { id: user.id, name: user.name || user.email || "Somebody" };
}

/** The session token that the visitor's cookie has; over HTTPS the cookie is called otherwise. */
export function sessionTokenOf(cookies: Cookies): string | undefined {
  return cookies.get("__Secure-authjs.session-token") ?? cookies.get("authjs.session-token");
}
