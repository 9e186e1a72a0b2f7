/** Auth.js in a Worker, on D1. */
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { type AuthEnv, createWorker } from "@mortise/example-worker-shared";
import { drizzle } from "drizzle-orm/d1";

interface Env extends AuthEnv {
  readonly DB: D1Database;
}

export default createWorker<Env>(({ DB }) => DrizzleAdapter(drizzle(DB)));
