/** Auth.js with the adapter and the ways in. This is the file to copy from. */
import NextAuth from "next-auth";
import type { Provider } from "next-auth/providers";
import Nodemailer from "next-auth/providers/nodemailer";
import Passkey from "next-auth/providers/passkey";
import { authConfig } from "./auth.config.ts";
import { database } from "./database.ts";

const { EMAIL_SERVER, EMAIL_FROM = "app@localhost", AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET } = process.env;

/** Magic links: by mail where `EMAIL_SERVER` says how, and in the terminal while one develops. */
function magicLink(): Provider[] {
  if (EMAIL_SERVER) return [Nodemailer({ server: EMAIL_SERVER, from: EMAIL_FROM })];
  if (process.env.NODE_ENV === "production") return [];
  return [
    Nodemailer({
      server: { jsonTransport: true },
      sendVerificationRequest({ identifier, url }) {
        console.log(`\nNo mail is sent. The link for ${identifier}:\n${url}\n`);
      },
    }),
  ];
}

/** Any OpenID provider, where the environment names one. */
function openId(): Provider[] {
  if (!AUTH_OIDC_ISSUER || !AUTH_OIDC_ID) return [];
  return [
    {
      id: "oidc",
      name: process.env.AUTH_OIDC_NAME || new URL(AUTH_OIDC_ISSUER).host,
      type: "oidc",
      issuer: AUTH_OIDC_ISSUER,
      clientId: AUTH_OIDC_ID,
      clientSecret: AUTH_OIDC_SECRET ?? "",
    },
  ];
}

/**
 * Passkeys. A visitor who is nobody yet could make an account with one for an address that is not theirs, so nobody is
 * asked for: a passkey is added by whoever came in another way.
 */
function passkey(): Provider {
  return Passkey({ simpleWebAuthnBrowserVersion: false, enableConditionalUI: false, getUserInfo: async () => null });
}

/** What the sign-in page offers. */
export const offers = { magicLink: magicLink().length > 0, openId: openId()[0] };

// A function, so that a build and a test of the module open no database: Auth.js calls it when a request comes.
export const { handlers, auth, signIn, signOut } = NextAuth(() => ({
  ...authConfig,
  adapter: database(),
  providers: [...magicLink(), ...openId(), passkey()],
}));
