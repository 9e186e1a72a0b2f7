/** All seeded faults, in the order of the groups of the contract. */
import { accountKeys } from "./account-keys.ts";
import { accountOwners } from "./account-owners.ts";
import { accounts } from "./accounts.ts";
import { authenticatorCounters } from "./authenticator-counters.ts";
import { authenticators } from "./authenticators.ts";
import type { Fault } from "./fault.ts";
import { wiring } from "./interface.ts";
import { sessionChanges } from "./session-changes.ts";
import { sessionTokens } from "./session-tokens.ts";
import { sessions } from "./sessions.ts";
import { tokenKeys } from "./token-keys.ts";
import { tokens } from "./tokens.ts";
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
];
