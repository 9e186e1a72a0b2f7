/** What Auth.js and better-auth call the same things. */
import type { AdapterAccount, AdapterUser } from "@auth/core/adapters";
import type { Account, Session, User, Verification } from "better-auth";

type AccountKey = Pick<AdapterAccount, "provider" | "providerAccountId">;

export function accountKeyOf({ provider, providerAccountId }: AccountKey): { providerId: string; accountId: string } {
  return { providerId: provider, accountId: providerAccountId };
}

/** A user, or a change of one, with as much of it as better-auth has a column for. Its names are never empty. */
export function userToStore({ name, email, emailVerified, image }: Partial<AdapterUser>): Partial<User> {
  return {
    ...(typeof name === "string" ? { name } : {}),
    ...(email === undefined ? {} : { email }),
    ...(emailVerified === undefined ? {} : { emailVerified: emailVerified !== null }),
    ...(image === undefined ? {} : { image }),
  };
}

/** An account with as much of it as better-auth has a column for. */
export function accountToStore(account: AdapterAccount) {
  const { userId, access_token, refresh_token, id_token, expires_at, scope } = account;
  return {
    ...accountKeyOf(account),
    userId,
    accessToken: access_token ?? null,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    accessTokenExpiresAt: expires_at === undefined ? null : new Date(expires_at * 1000),
    scope: scope ?? null,
  };
}

/**
 * An answer of better-auth in the form of Auth.js: its names, without what only better-auth keeps. What it keeps in
 * another type stays in that.
 */
export function inAuthJs(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  if ("session" in answer && "user" in answer) {
    return { session: inAuthJs(answer.session), user: inAuthJs(answer.user) };
  }
  if ("providerId" in answer) return accountOf(answer as Account);
  if ("value" in answer) return tokenOf(answer as Verification);
  if ("token" in answer) return sessionOf(answer as Session);
  return "email" in answer ? userOf(answer as User) : answer;
}

function userOf({ id, name, email, emailVerified, image }: User) {
  return { id, name, email, emailVerified, image };
}

function sessionOf({ token, userId, expiresAt }: Session) {
  return { sessionToken: token, userId, expires: expiresAt };
}

function tokenOf({ identifier, value, expiresAt }: Verification) {
  return { identifier: value, token: identifier, expires: expiresAt };
}

function accountOf(account: Account) {
  const { userId, providerId, accountId, accessToken, refreshToken, idToken, accessTokenExpiresAt, scope } = account;
  return {
    userId,
    provider: providerId,
    providerAccountId: accountId,
    access_token: accessToken,
    refresh_token: refreshToken,
    id_token: idToken,
    expires_at: accessTokenExpiresAt && Math.floor(accessTokenExpiresAt.getTime() / 1000),
    scope,
  };
}
