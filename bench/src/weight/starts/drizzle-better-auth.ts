/** better-auth's adapter over Drizzle, asked as better-auth asks it when it reads a session. */
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Start } from "../start-child.ts";

const instant = (name: string) => integer(name, { mode: "timestamp_ms" }).notNull();

const user = sqliteTable("user", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: integer("emailVerified", { mode: "boolean" }).notNull(),
  image: text("image"),
  createdAt: instant("createdAt"),
  updatedAt: instant("updatedAt"),
});

const session = sqliteTable("session", {
  id: text("id").primaryKey(),
  token: text("token").notNull().unique(),
  userId: text("userId").notNull(),
  expiresAt: instant("expiresAt"),
  ipAddress: text("ipAddress"),
  userAgent: text("userAgent"),
  createdAt: instant("createdAt"),
  updatedAt: instant("updatedAt"),
});

export const start: Start = (file, token) => {
  const schema = { user, session };
  const adapter = drizzleAdapter(drizzle(new Database(file), { schema }), { provider: "sqlite", schema })({});
  return adapter.findOne({ model: "session", where: [{ field: "token", value: token }], join: { user: true } });
};
