/** next-auth with the adapter and the ways in. This is the file to copy from. */
import type { DefaultSession, NextAuthOptions } from "next-auth";
import Email from "next-auth/providers/email";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { adapter } from "./database.ts";

declare module "next-auth" {
  interface Session {
    user: { id: string } & NonNullable<DefaultSession["user"]>;
  }
}

interface Claims {
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
}

const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId, AUTH_OIDC_SECRET: clientSecret } = process.env;
const { EMAIL_SERVER: server, EMAIL_FROM: from = "app@localhost", NODE_ENV, AUTH_OIDC_NAME } = process.env;

const providers: NextAuthOptions["providers"] = [];

if (server) {
  providers.push(Email({ server, from }));
} else if (NODE_ENV !== "production") {
  const sendVerificationRequest = async (mail: { readonly identifier: string; readonly url: string }) =>
    console.log(`\nThis would be mailed to ${mail.identifier}, if EMAIL_SERVER said how:\n${mail.url}\n`);
  providers.push(Email({ server: { jsonTransport: true }, from, sendVerificationRequest }));
}

if (issuer && clientId) {
  const openId: OAuthConfig<Claims> = {
    id: "oidc",
    name: AUTH_OIDC_NAME || new URL(issuer).host,
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid profile email" } },
    profile: ({ sub, name, email }) => ({ id: sub, name: name ?? null, email: email ?? null }),
  };
  providers.push(openId);
}

export const authOptions: NextAuthOptions = {
  adapter,
  providers,
  session: { strategy: "database" },
  pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/check-mail", signOut: "/" },
  callbacks: {
    session: ({ session, user }) => ({ ...session, user: { ...session.user, id: user.id } }),
  },
};
