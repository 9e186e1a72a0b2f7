/** What the environment says, and what holds in development where it says nothing. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { env } = process;

export const development = env.NODE_ENV !== "production";
for (const name of ["AUTH_SECRET", "AUTH_URL"]) {
  if (!development && !env[name]) throw new Error(`${name} is not set. Production needs it; the README says more.`);
}

export const port = Number(env.PORT || 3000);
/** Where people find the app. It comes from nowhere else, least of all from a header that a visitor sends. */
export const origin: string = new URL(env.AUTH_URL || `http://localhost:${port}`).origin;

/** What the app keeps: the database, and the secret of development. */
export const folder: string = env.DATA_FOLDER || join(import.meta.dirname, "../.data");
mkdirSync(folder, { recursive: true });

/** Development's own is kept in a file, so that a link which is out still works after a restart. */
function secretOfDevelopment(): string {
  const file = join(folder, "secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

export const secret: string = env.AUTH_SECRET || secretOfDevelopment();
