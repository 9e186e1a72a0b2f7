import Database from "better-sqlite3";
import type { Start } from "../start-child.ts";
import { statement } from "./statement.ts";

export const start: Start = (file, sessionToken) =>
  new Database(file).prepare(`${statement("session", "user")} ?`).get(sessionToken) ?? null;
