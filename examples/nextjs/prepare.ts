/** Makes ready what the app needs: the tables and, while one develops, a secret. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { database } from "./database.ts";

const secretFile = ".data/secret";

export async function prepare(): Promise<void> {
  if (process.env.NODE_ENV === "development" && !process.env.AUTH_SECRET) process.env.AUTH_SECRET = developmentSecret();
  // An app that has migrations leaves this to them.
  await database().createSchema();
}

/** Made once and kept, so that links and half-done sign-ins outlive a restart. */
function developmentSecret(): string {
  if (!existsSync(secretFile)) {
    mkdirSync(".data", { recursive: true });
    writeFileSync(secretFile, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  console.log(`AUTH_SECRET is not set: development goes on with the one in ${secretFile}.`);
  return readFileSync(secretFile, "utf8");
}
