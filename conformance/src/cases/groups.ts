/** The groups of the matrix in the order of the contract. */
import type { CasesOf } from "../context.ts";
import { accounts } from "./accounts.ts";
import { adoption } from "./adoption.ts";
import { authenticators } from "./authenticators.ts";
import { custom } from "./custom.ts";
import { deletion } from "./deletion.ts";
import { expiry } from "./expiry.ts";
import { fidelity } from "./fidelity.ts";
import { flows } from "./flows.ts";
import { hostile } from "./hostile.ts";
import { wiring } from "./interface.ts";
import { lifecycle } from "./lifecycle.ts";
import { maintenance } from "./maintenance.ts";
import { olderFlows } from "./older-flows.ts";
import { races } from "./races.ts";
import { schema } from "./schema.ts";
import { sessions } from "./sessions.ts";
import { tenants } from "./tenants.ts";
import { tokens } from "./tokens.ts";
import { trips } from "./trips.ts";
import { users } from "./users.ts";

type GroupName =
  | "INT"
  | "USR"
  | "ACC"
  | "SES"
  | "VT"
  | "WAN"
  | "CON"
  | "EXP"
  | "FID"
  | "HOS"
  | "DEL"
  | "CUS"
  | "TEN"
  | "LIF"
  | "SCH"
  | "E2E"
  | "V4"
  | "ADO"
  | "RTT"
  | "MNT";

export const groups: { readonly [Group in GroupName]: CasesOf<Group> } = {
  INT: wiring,
  USR: users,
  ACC: accounts,
  SES: sessions,
  VT: tokens,
  WAN: authenticators,
  CON: races,
  EXP: expiry,
  FID: fidelity,
  HOS: hostile,
  DEL: deletion,
  CUS: custom,
  TEN: tenants,
  LIF: lifecycle,
  SCH: schema,
  E2E: flows,
  V4: olderFlows,
  ADO: adoption,
  RTT: trips,
  MNT: maintenance,
};
