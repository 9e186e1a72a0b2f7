/** An app that adds to the types of next-auth 4 as its documentation says. */
import type { DefaultSession, Session } from "next-auth-4";
import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from "next-auth-4/adapters";
import type { Added, Same } from "../shared/same.ts";
import { standardAccounts, standardSessions, standardUsers } from "../shared/standard.ts";

declare module "next-auth-4" {
  interface User {
    role: string;
  }
  interface Account {
    audience: string;
  }
  interface Session {
    user: { role: string } & DefaultSession["user"];
  }
}
declare module "next-auth-4/adapters" {
  interface AdapterSession {
    device: string;
  }
}

export const added: Added<AdapterUser, AdapterAccount, AdapterSession> = [true, true, true];
export const addedToSession: Same<Session["user"]["role"], string> = true;

// @ts-expect-error the table has no role
export const users: Adapter = standardUsers;
// @ts-expect-error the table has no device
export const sessions: Adapter = standardSessions;
// This version takes what `@auth/core` takes as well, and that is not added to here.
export const accounts: Adapter = standardAccounts;
