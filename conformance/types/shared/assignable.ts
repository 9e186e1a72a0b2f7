/** Every adapter is an `Adapter` of every Auth.js, without a cast, and fits where its configuration takes one. */
import type { AuthConfig as Core034Config } from "@auth/core";
import type { Adapter as Core034Adapter } from "@auth/core/adapters";
import type { AuthConfig as Core041Config } from "auth-core-041";
import type { Adapter as Core041Adapter } from "auth-core-041/adapters";
import type { AuthOptions as NextAuth4Options } from "next-auth-4";
import type { Adapter as NextAuth4Adapter } from "next-auth-4/adapters";
import type { NextAuthConfig as NextAuth5Config } from "next-auth-5";
import type { Adapter as NextAuth5Adapter } from "next-auth-5/adapters";
import * as adapters from "./adapters.ts";

type Adapters = Omit<typeof adapters, "pg" | "mysql" | "sqlite">;
type EachOf<Adapter> = Readonly<Record<keyof Adapters, Adapter>>;

export const core034: EachOf<Core034Adapter> = adapters;
export const core041: EachOf<Core041Adapter> = adapters;
export const nextAuth4: EachOf<NextAuth4Adapter> = adapters;
export const nextAuth5: EachOf<NextAuth5Adapter> = adapters;

export const core034Config: Core034Config = { adapter: adapters.pgAll, providers: [] };
export const core041Config: Core041Config = { adapter: adapters.pgAll, providers: [] };
export const nextAuth4Options: NextAuth4Options = { adapter: adapters.pgAll, providers: [] };
export const nextAuth5Config: NextAuth5Config = { adapter: adapters.pgAll, providers: [] };
