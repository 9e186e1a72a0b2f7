/**
 * The cases of the suite: id, level and sentence. An id never changes its meaning; a case that is added takes the next
 * free number of its group. The functions that run them stand in `cases/`, one file a group, and the compiler holds the
 * two together: a case without a function, or a function without a case, does not compile.
 */
import { accounts } from "./catalogue/accounts.ts";
import { adoption } from "./catalogue/adoption.ts";
import { authenticators } from "./catalogue/authenticators.ts";
import { custom } from "./catalogue/custom.ts";
import { deletion } from "./catalogue/deletion.ts";
import { expiry } from "./catalogue/expiry.ts";
import { fidelity } from "./catalogue/fidelity.ts";
import { flows } from "./catalogue/flows.ts";
import { hostile } from "./catalogue/hostile.ts";
import { wiring } from "./catalogue/interface.ts";
import { lifecycle } from "./catalogue/lifecycle.ts";
import { maintenance } from "./catalogue/maintenance.ts";
import { olderFlows } from "./catalogue/older-flows.ts";
import { races } from "./catalogue/races.ts";
import { schema } from "./catalogue/schema.ts";
import { sessions } from "./catalogue/sessions.ts";
import { tenants } from "./catalogue/tenants.ts";
import { tokens } from "./catalogue/tokens.ts";
import { trips } from "./catalogue/trips.ts";
import { users } from "./catalogue/users.ts";

/**
 * `CORE`: a flow of Auth.js breaks without it. `SEC`: security rests on it. `REC`: what a careful user expects. Only a
 * `REC` case can be excluded.
 */
export type Level = "CORE" | "SEC" | "REC";

export interface CaseInfo {
  readonly level: Level;
  /** What holds, in a few words; the name of the test after its id. */
  readonly title: string;
  /** How one sees that it holds. */
  readonly sentence: string;
}

export const catalogue: typeof wiring &
  typeof users &
  typeof accounts &
  typeof sessions &
  typeof tokens &
  typeof authenticators &
  typeof races &
  typeof expiry &
  typeof fidelity &
  typeof hostile &
  typeof deletion &
  typeof custom &
  typeof tenants &
  typeof lifecycle &
  typeof schema &
  typeof flows &
  typeof olderFlows &
  typeof adoption &
  typeof trips &
  typeof maintenance = {
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

export type CaseId = keyof typeof catalogue;

/** The ids of one group: `IdsOf<"VT">` is `"VT-01" | "VT-02" | …`. */
export type IdsOf<Group extends string> = Extract<CaseId, `${Group}-${string}`>;

/** The ids that a harness may exclude with a reason. */
export type ExcludableId = { [Id in CaseId]: (typeof catalogue)[Id]["level"] extends "REC" ? Id : never }[CaseId];
