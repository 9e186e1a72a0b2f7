/** Where the app keeps what it keeps: the database, and in development a secret, so that links outlive a restart. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { env } from "$env/dynamic/private";

const folder = env.DATA_FOLDER || ".data";

/** The path of a file of the folder, which is made when it is not there. */
export function pathOf(name: string): string {
  mkdirSync(folder, { recursive: true });
  return `${folder}/${name}`;
}

export function developmentSecret(): string {
  const path = pathOf("secret");
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString("hex"), { mode: 0o600 });
  return readFileSync(path, "utf8");
}
