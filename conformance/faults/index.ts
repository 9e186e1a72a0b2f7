/** All seeded faults, in the order of the groups of the contract. */
import { accountKeys } from "./account-keys.ts";
import { accountOwners } from "./account-owners.ts";
import { accounts } from "./accounts.ts";
import { adoption } from "./adoption.ts";
import { authenticatorCounters } from "./authenticator-counters.ts";
import { authenticators } from "./authenticators.ts";
import { custom } from "./custom.ts";
import { deletion } from "./deletion.ts";
import { deletionHalves } from "./deletion-halves.ts";
import { expiry } from "./expiry.ts";
import { expiryClocks } from "./expiry-clocks.ts";
import type { Fault } from "./fault.ts";
import { fidelity } from "./fidelity.ts";
import { fidelityKinds } from "./fidelity-kinds.ts";
import { fidelityLimits } from "./fidelity-limits.ts";
import { linkFlows } from "./flows-links.ts";
import { oauthFlows } from "./flows-oauth.ts";
import { passkeyFlows } from "./flows-passkeys.ts";
import { sessionFlows } from "./flows-sessions.ts";
import { hashedSessions } from "./hashed-sessions.ts";
import { hostile } from "./hostile.ts";
import { hostileKeys } from "./hostile-keys.ts";
import { hostileWrites } from "./hostile-writes.ts";
import { wiring } from "./interface.ts";
import { lifecycle } from "./lifecycle.ts";
import { maintenance } from "./maintenance.ts";
import { olderFlows } from "./older-flows.ts";
import { outages } from "./outages.ts";
import { providerTokens } from "./provider-tokens.ts";
import { raceRemovals } from "./race-removals.ts";
import { races } from "./races.ts";
import { schema } from "./schema.ts";
import { sessionChanges } from "./session-changes.ts";
import { sessionTokens } from "./session-tokens.ts";
import { sessions } from "./sessions.ts";
import { tenantNames } from "./tenant-names.ts";
import { tenants } from "./tenants.ts";
import { tokenKeys } from "./token-keys.ts";
import { tokens } from "./tokens.ts";
import { trips } from "./trips.ts";
import { userChanges } from "./user-changes.ts";
import { users } from "./users.ts";

export const faults: readonly Fault[] = [
  ...wiring,
  ...users,
  ...userChanges,
  ...accounts,
  ...accountKeys,
  ...accountOwners,
  ...sessions,
  ...sessionChanges,
  ...sessionTokens,
  ...tokens,
  ...tokenKeys,
  ...authenticators,
  ...authenticatorCounters,
  ...races,
  ...raceRemovals,
  ...expiry,
  ...expiryClocks,
  ...fidelity,
  ...fidelityKinds,
  ...fidelityLimits,
  ...hostile,
  ...hostileKeys,
  ...hostileWrites,
  ...deletion,
  ...deletionHalves,
  ...custom,
  ...tenants,
  ...tenantNames,
  ...lifecycle,
  ...outages,
  ...schema,
  ...oauthFlows,
  ...linkFlows,
  ...sessionFlows,
  ...passkeyFlows,
  ...olderFlows,
  ...adoption,
  ...trips,
  ...maintenance,
  ...hashedSessions,
  ...providerTokens,
];
