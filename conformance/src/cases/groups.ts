/** The groups of the matrix in the order of the contract. */
import type { CasesOf } from "../context.ts";
import { accounts } from "./accounts.ts";
import { authenticators } from "./authenticators.ts";
import { wiring } from "./interface.ts";
import { sessions } from "./sessions.ts";
import { tokens } from "./tokens.ts";
import { users } from "./users.ts";

type GroupName = "INT" | "USR" | "ACC" | "SES" | "VT" | "WAN";

export const groups: { readonly [Group in GroupName]: CasesOf<Group> } = {
  INT: wiring,
  USR: users,
  ACC: accounts,
  SES: sessions,
  VT: tokens,
  WAN: authenticators,
};
