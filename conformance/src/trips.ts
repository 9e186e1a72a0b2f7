/** Each method once on its ordinary path, and how many round trips the meter saw. */
import type { MethodName, Traits } from "@mortise/adapter-kit";
import { contextOf } from "./context.ts";
import type { Harness } from "./harness.ts";
import { hexToken, inMinutes } from "./samples.ts";

/** A method's ordinary path: what has to be there first, then the call that is counted. */
type Path = () => Promise<() => Promise<unknown>>;

/**
 * Counts the round trips of each method, with the rows it needs already there.
 * @returns the trips by method, in the order of the traits.
 */
export async function countTrips(harness: Harness): Promise<Record<MethodName, number>> {
  const { adapter, given, sample } = contextOf(harness);
  const grain = harness.traits.dateGrain;

  const owner = () => given.user();
  const paths: { readonly [M in MethodName]: Path } = {
    createUser: async () => {
      const { id, ...user } = sample.user();
      return () => adapter.createUser(user);
    },
    getUser: async () => {
      const { id } = await owner();
      return () => adapter.getUser(id);
    },
    getUserByEmail: async () => {
      const { email } = await owner();
      return () => adapter.getUserByEmail(email as string);
    },
    getUserByAccount: async () => {
      const account = await given.account({ userId: (await owner()).id });
      return () => adapter.getUserByAccount(account);
    },
    updateUser: async () => {
      const { id } = await owner();
      return () => adapter.updateUser({ id, emailVerified: inMinutes(-1, grain) });
    },
    deleteUser: async () => {
      const { id } = await owner();
      const account = await given.account({ userId: id });
      for (let n = 0; n < 3; n += 1) await given.session({ userId: id });
      await given.authenticator({ userId: id, providerAccountId: account.providerAccountId });
      return () => adapter.deleteUser(id);
    },
    linkAccount: async () => {
      const account = sample.account({ userId: (await owner()).id });
      return () => adapter.linkAccount(account);
    },
    unlinkAccount: async () => {
      const account = await given.account({ userId: (await owner()).id });
      return () => adapter.unlinkAccount(account);
    },
    createSession: async () => {
      const session = sample.session({ userId: (await owner()).id });
      return () => adapter.createSession(session);
    },
    getSessionAndUser: async () => {
      const { sessionToken } = await given.session({ userId: (await owner()).id });
      return () => adapter.getSessionAndUser(sessionToken);
    },
    updateSession: async () => {
      const { sessionToken } = await given.session({ userId: (await owner()).id });
      return () => adapter.updateSession({ sessionToken, expires: inMinutes(60, grain) });
    },
    deleteSession: async () => {
      const { sessionToken } = await given.session({ userId: (await owner()).id });
      return () => adapter.deleteSession(sessionToken);
    },
    createVerificationToken: async () => {
      const token = sample.token({ token: hexToken() });
      return () => adapter.createVerificationToken(token);
    },
    useVerificationToken: async () => {
      const { identifier, token } = await given.token();
      return () => adapter.useVerificationToken({ identifier, token });
    },
    getAccount: async () => {
      const account = await given.account({ userId: (await owner()).id });
      return () => adapter.getAccount(account.providerAccountId, account.provider);
    },
    getAuthenticator: async () => {
      const { credentialID } = await given.authenticator({ userId: (await owner()).id });
      return () => adapter.getAuthenticator(credentialID);
    },
    createAuthenticator: async () => {
      const authenticator = sample.authenticator({ userId: (await owner()).id });
      return () => adapter.createAuthenticator(authenticator);
    },
    listAuthenticatorsByUserId: async () => {
      const { id } = await owner();
      for (let n = 0; n < 3; n += 1) await given.authenticator({ userId: id });
      return () => adapter.listAuthenticatorsByUserId(id);
    },
    updateAuthenticatorCounter: async () => {
      const { credentialID, counter } = await given.authenticator({ userId: (await owner()).id });
      return () => adapter.updateAuthenticatorCounter(credentialID, counter + 1);
    },
  };

  const trips = { ...harness.traits.trips } as Record<MethodName, number>;
  for (const method of Object.keys(paths) as MethodName[]) {
    const call = await paths[method]();
    const before = harness.meter.count();
    await call();
    trips[method] = harness.meter.count() - before;
  }
  return trips;
}

/** The methods whose counted trips are not the declared ones, as sentences. */
export function tripsOff(declared: Traits["trips"], counted: Traits["trips"]): string[] {
  return (Object.keys(declared) as MethodName[])
    .filter((method) => declared[method] !== counted[method])
    .map((method) => `${method} declares ${declared[method]} and takes ${counted[method]}`);
}
