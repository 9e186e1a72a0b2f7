/** An adapter over an app's own tables knows their columns, and types the standard fields as Auth.js does. */
import {
  type memory,
  type mysqlAll,
  type mysqlUsers,
  pgAll,
  type pgDefault,
  type pgUsers,
  type sqliteAll,
} from "../shared/adapters.ts";
import type { Same } from "../shared/same.ts";

const user = await pgAll.getUser("1");
const account = await pgAll.getAccount("1", "github");
const session = await pgAll.createSession({ sessionToken: "s", userId: "1", expires: new Date() });
const [authenticator] = await pgAll.listAuthenticatorsByUserId("1");
const found = await pgAll.getSessionAndUser("s");

if (user === null || account === null || authenticator === undefined || found === null) throw new Error("not run");

export const userColumns: [
  Same<typeof user.id, string>,
  Same<typeof user.name, string | null>,
  Same<typeof user.email, string>,
  Same<typeof user.emailVerified, Date | null>,
  Same<typeof user.role, string>,
  Same<typeof user.createdAt, Date>,
  Same<typeof found.user, typeof user>,
  Same<typeof found.session, typeof session>,
] = [true, true, true, true, true, true, true, true];

export const accountColumns: [
  Same<typeof account.userId, string>,
  Same<typeof account.provider, string>,
  Same<typeof account.audience, string>,
  Same<typeof account.linkedAt, Date>,
] = [true, true, true, true];

export const sessionColumns: [
  Same<typeof session.sessionToken, string>,
  Same<typeof session.userId, string>,
  Same<typeof session.expires, Date>,
  Same<typeof session.device, string>,
] = [true, true, true, true];

export const authenticatorColumns: [
  Same<typeof authenticator.userId, string>,
  Same<typeof authenticator.counter, number>,
  Same<typeof authenticator.label, string | null>,
] = [true, true, true];

/** The values of an enumerated column are known, and a table that was not brought says nothing. */
export const others: [
  Same<NonNullable<Awaited<ReturnType<typeof mysqlUsers.getUser>>>["role"], "admin" | "member">,
  Same<NonNullable<Awaited<ReturnType<typeof sqliteAll.getUser>>>["name"], string>,
  Same<Awaited<ReturnType<typeof mysqlAll.createAuthenticator>>, Unsaid>,
  Same<Awaited<ReturnType<typeof pgUsers.createSession>>, Unsaid>,
  Same<Awaited<ReturnType<typeof pgDefault.createUser>>, Unsaid>,
] = [true, true, true, true, true];

/** The record of an adapter that knows no tables. */
type Unsaid = Awaited<ReturnType<typeof memory.createUser>>;

// @ts-expect-error there is no such column
export const misspelt: unknown = user.rolle;
// @ts-expect-error there is no such column
export const misspeltSession: unknown = session.devise;
// @ts-expect-error a role is a string
export const role: number = user.role;

// What an app passes in is taken as Auth.js takes it, its own fields included.
const key = { type: "oauth", provider: "github", providerAccountId: "7" };
await pgAll.createUser({ email: "ada@example.com", role: "admin" });
await pgAll.updateUser({ id: user.id, role: "member" });
await pgAll.linkAccount({ userId: user.id, ...key, access_token: "token", audience: "app" });
await pgAll.createSession({ sessionToken: "s", userId: user.id, expires: new Date(), device: "phone" });
await pgAll.updateSession({ sessionToken: "s", device: "tablet" });
// @ts-expect-error an e-mail is a string
await pgAll.createUser({ email: 7 });
// @ts-expect-error an update names its user
await pgAll.updateUser({ role: "member" });
// @ts-expect-error an account names its user
await pgAll.linkAccount(key);
// @ts-expect-error an expiry is a Date
await pgAll.createSession({ sessionToken: "s", userId: user.id, expires: "2030-01-01" });
