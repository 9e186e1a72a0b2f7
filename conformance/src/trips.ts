/** Each method once on its ordinary path, and how many round trips the meter saw. */
import type { MethodName } from "@mortise/adapter-kit";
import { type CaseContext, contextOf } from "./context.ts";
import type { Harness } from "./harness.ts";
import { hexToken, inMinutes } from "./samples.ts";

/** A method's ordinary path: what has to be there first, then the call that is counted. */
type Path = () => Promise<() => Promise<unknown>>;

/** The ordinary path of each method of the context's adapter; it may be gone any number of times. */
export function pathsOf(context: Omit<CaseContext, "raw">): { readonly [M in MethodName]: Path } {
  const { adapter, given, sample, harness } = context;
  const grain = harness.traits.dateGrain;
  const owner = () => given.user();

  return {
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
      const { provider, providerAccountId } = await given.account({ userId: (await owner()).id });
      return () => adapter.getUserByAccount({ provider, providerAccountId });
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
      const { provider, providerAccountId } = await given.account({ userId: (await owner()).id });
      return () => adapter.unlinkAccount({ provider, providerAccountId });
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
}

/** The round trips that the meter saw while the call ran, and what the call answered. */
export async function counted<T>(
  { meter }: Pick<Harness, "meter">,
  call: () => Promise<T>,
): Promise<{ readonly trips: number; readonly answer: T }> {
  const before = meter.count();
  const answer = await call();
  return { trips: meter.count() - before, answer };
}

/** One call for nothing: a client that has no connection at the moment makes one, and the next call need not. */
export async function warmUp({ adapter, freshUserId }: Pick<Harness, "adapter" | "freshUserId">): Promise<void> {
  await adapter.getUser(freshUserId());
}

/** The most round trips that a method may take on this harness: what its trait declares, as the driver makes them. */
export function mostTrips({ traits, driver }: Pick<Harness, "traits" | "driver">, method: MethodName): number {
  return traits.trips[method] * (driver?.perStatement ?? 1);
}

/**
 * Counts the round trips of each method, with the rows it needs already there.
 * @returns the trips by method, in the order of the traits.
 */
export async function countTrips(harness: Harness): Promise<Record<MethodName, number>> {
  const paths = pathsOf(contextOf(harness));
  await warmUp(harness);
  const trips = { ...harness.traits.trips } as Record<MethodName, number>;
  for (const method of Object.keys(paths) as MethodName[]) {
    trips[method] = (await counted(harness, await paths[method]())).trips;
  }
  return trips;
}
