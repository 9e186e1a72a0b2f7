/**
 * What it means to the users of an app when a case does not hold, in a sentence each: for people who choose an adapter
 * and do not know Auth.js by heart. It speaks of consequences, never of how to bring one about.
 */
import type { CaseId } from "./catalogue.ts";
import { accounts } from "./why/accounts.ts";
import { adoption } from "./why/adoption.ts";
import { authenticators } from "./why/authenticators.ts";
import { custom } from "./why/custom.ts";
import { deletion } from "./why/deletion.ts";
import { expiry } from "./why/expiry.ts";
import { fidelity } from "./why/fidelity.ts";
import { flows } from "./why/flows.ts";
import { hostile } from "./why/hostile.ts";
import { wiring } from "./why/interface.ts";
import { lifecycle } from "./why/lifecycle.ts";
import { maintenance } from "./why/maintenance.ts";
import { olderFlows } from "./why/older-flows.ts";
import { races } from "./why/races.ts";
import { schema } from "./why/schema.ts";
import { sessions } from "./why/sessions.ts";
import { tenants } from "./why/tenants.ts";
import { tokens } from "./why/tokens.ts";
import { trips } from "./why/trips.ts";
import { users } from "./why/users.ts";

export const why: { readonly [Id in CaseId]: string } = {
  ...wiring,
  ...users,
  ...accounts,
  ...sessions,
  ...tokens,
  ...authenticators,
  ...races,
  ...expiry,
  ...fidelity,
  ...hostile,
  ...deletion,
  ...custom,
  ...tenants,
  ...lifecycle,
  ...schema,
  ...flows,
  ...olderFlows,
  ...adoption,
  ...trips,
  ...maintenance,
};
