/** The database and the adapter on it, opened when they are first asked for. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import SQLite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";

function open() {
  const file = process.env.DATABASE_FILE || ".data/app.sqlite";
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new SQLite(file);
  sqlite.pragma("journal_mode = WAL");
  return DrizzleAdapter(drizzle(sqlite));
}

// The development server loads this module anew when it changes, and each time a bundle of its own has it.
const kept: typeof globalThis & { adapter?: ReturnType<typeof open> } = globalThis;

export function database(): ReturnType<typeof open> {
  kept.adapter ??= open();
  return kept.adapter;
}
