/** An app that adds to the types of `@auth/core` 0.34 and 0.41 where they are declared. */
import type * as core034 from "@auth/core/adapters";
import type * as core041 from "auth-core-041/adapters";
import type { Added } from "../shared/same.ts";
import { standardAccounts, standardSessions, standardUsers } from "../shared/standard.ts";

declare module "@auth/core/types" {
  interface User {
    role: string;
  }
  interface Account {
    audience: string;
  }
}
declare module "@auth/core/adapters" {
  interface AdapterSession {
    device: string;
  }
}
declare module "auth-core-041/types" {
  interface User {
    role: string;
  }
  interface Account {
    audience: string;
  }
}
declare module "auth-core-041/adapters" {
  interface AdapterSession {
    device: string;
  }
}

export const added034: Added<core034.AdapterUser, core034.AdapterAccount, core034.AdapterSession> = [true, true, true];
export const added041: Added<core041.AdapterUser, core041.AdapterAccount, core041.AdapterSession> = [true, true, true];

// @ts-expect-error the table has no role
export const users034: core034.Adapter = standardUsers;
// @ts-expect-error the table has no role
export const users041: core041.Adapter = standardUsers;
// @ts-expect-error the table has no device
export const sessions034: core034.Adapter = standardSessions;
// @ts-expect-error the table has no device
export const sessions041: core041.Adapter = standardSessions;
// @ts-expect-error the table has no audience
export const accounts034: core034.Adapter = standardAccounts;
// @ts-expect-error the table has no audience
export const accounts041: core041.Adapter = standardAccounts;
