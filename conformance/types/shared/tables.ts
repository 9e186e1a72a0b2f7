/** An app's own tables in the three dialects: integer ids here, text ids there, and columns that Auth.js does not know. */
import * as mysql from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";

export const pgTables = {
  usersTable: pg.pgTable("person", {
    id: pg.integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: pg.text("name"),
    email: pg.text("email").unique(),
    emailVerified: pg.timestamp("email_verified", { mode: "date" }),
    image: pg.text("image"),
    role: pg.text("role").notNull(),
    createdAt: pg.timestamp("created_at", { mode: "date" }).notNull().defaultNow(),
  }),
  accountsTable: pg.pgTable("login", {
    userId: pg.integer("user_id").notNull(),
    type: pg.text("type").notNull(),
    provider: pg.text("provider").notNull(),
    providerAccountId: pg.text("provider_account_id").notNull(),
    refresh_token: pg.text("refresh_token"),
    access_token: pg.text("access_token"),
    expires_at: pg.bigint("expires_at", { mode: "number" }),
    token_type: pg.text("token_type"),
    scope: pg.text("scope"),
    id_token: pg.text("id_token"),
    session_state: pg.text("session_state"),
    audience: pg.text("audience").notNull(),
    linkedAt: pg.timestamp("linked_at", { mode: "date" }).notNull().defaultNow(),
  }),
  sessionsTable: pg.pgTable("visit", {
    sessionToken: pg.text("session_token").primaryKey(),
    userId: pg.integer("user_id").notNull(),
    expires: pg.timestamp("expires", { mode: "date" }).notNull(),
    device: pg.text("device").notNull(),
  }),
  verificationTokensTable: pg.pgTable("link", {
    identifier: pg.text("identifier").notNull(),
    token: pg.text("token").notNull(),
    expires: pg.timestamp("expires", { mode: "date" }).notNull(),
  }),
  authenticatorsTable: pg.pgTable("passkey", {
    credentialID: pg.text("credential_id").notNull().unique(),
    userId: pg.integer("user_id").notNull(),
    providerAccountId: pg.text("provider_account_id").notNull(),
    credentialPublicKey: pg.text("credential_public_key").notNull(),
    counter: pg.bigint("counter", { mode: "number" }).notNull(),
    credentialDeviceType: pg.text("credential_device_type").notNull(),
    credentialBackedUp: pg.boolean("credential_backed_up").notNull(),
    transports: pg.text("transports"),
    label: pg.text("label"),
  }),
};

export const mysqlTables = {
  usersTable: mysql.mysqlTable("person", {
    id: mysql.varchar("id", { length: 255 }).primaryKey(),
    name: mysql.varchar("name", { length: 255 }),
    email: mysql.varchar("email", { length: 255 }).notNull().unique(),
    emailVerified: mysql.timestamp("email_verified", { mode: "date", fsp: 3 }),
    image: mysql.text("image"),
    role: mysql.mysqlEnum("role", ["admin", "member"]).notNull(),
  }),
  accountsTable: mysql.mysqlTable("login", {
    userId: mysql.varchar("user_id", { length: 255 }).notNull(),
    type: mysql.varchar("type", { length: 20 }).notNull(),
    provider: mysql.varchar("provider", { length: 255 }).notNull(),
    providerAccountId: mysql.varchar("provider_account_id", { length: 255 }).notNull(),
    refresh_token: mysql.text("refresh_token"),
    access_token: mysql.text("access_token"),
    expires_at: mysql.int("expires_at"),
    token_type: mysql.text("token_type"),
    scope: mysql.text("scope"),
    id_token: mysql.text("id_token"),
    session_state: mysql.text("session_state"),
    audience: mysql.text("audience").notNull(),
  }),
  sessionsTable: mysql.mysqlTable("visit", {
    sessionToken: mysql.varchar("session_token", { length: 255 }).primaryKey(),
    userId: mysql.varchar("user_id", { length: 255 }).notNull(),
    expires: mysql.datetime("expires", { mode: "date", fsp: 3 }).notNull(),
    device: mysql.text("device").notNull(),
  }),
};

export const sqliteTables = {
  usersTable: sqlite.sqliteTable("person", {
    id: sqlite.text("id").primaryKey(),
    name: sqlite.text("name").notNull(),
    email: sqlite.text("email").notNull().unique(),
    emailVerified: sqlite.integer("email_verified", { mode: "timestamp" }),
    image: sqlite.text("image"),
    role: sqlite.text("role").notNull(),
  }),
  accountsTable: sqlite.sqliteTable("login", {
    userId: sqlite.text("user_id").notNull(),
    type: sqlite.text("type").$type<"oauth" | "oidc" | "email" | "webauthn">().notNull(),
    provider: sqlite.text("provider").notNull(),
    providerAccountId: sqlite.text("provider_account_id").notNull(),
    refresh_token: sqlite.text("refresh_token"),
    access_token: sqlite.text("access_token"),
    expires_at: sqlite.integer("expires_at"),
    token_type: sqlite.text("token_type"),
    scope: sqlite.text("scope"),
    id_token: sqlite.text("id_token"),
    session_state: sqlite.text("session_state"),
    audience: sqlite.text("audience").notNull(),
  }),
  sessionsTable: sqlite.sqliteTable("visit", {
    sessionToken: sqlite.text("session_token").primaryKey(),
    userId: sqlite.text("user_id").notNull(),
    expires: sqlite.integer("expires", { mode: "timestamp_ms" }).notNull(),
    device: sqlite.text("device").notNull(),
  }),
};
