/** The statements that drizzle-kit makes of the exported tables: what a user's migration would hold. */
import { createRequire } from "node:module";
import * as mysql from "@mortise/drizzle-adapter/mysql";
import * as pg from "@mortise/drizzle-adapter/pg";
import * as sqlite from "@mortise/drizzle-adapter/sqlite";

// drizzle-kit's ES module calls `require`, which Node does not have there.
const kit: typeof import("drizzle-kit/api") = createRequire(import.meta.url)("drizzle-kit/api");

export async function sqliteSchema(tables: Record<string, unknown> = sqlite): Promise<string[]> {
  const empty = await kit.generateSQLiteDrizzleJson({});
  return kit.generateSQLiteMigration(empty, await kit.generateSQLiteDrizzleJson(tables));
}

export async function pgSchema(tables: Record<string, unknown> = pg): Promise<string[]> {
  return kit.generateMigration(kit.generateDrizzleJson({}), kit.generateDrizzleJson(tables));
}

/** In double quotes, as the second path says names. */
export async function mysqlSchema(tables: Record<string, unknown> = mysql): Promise<string[]> {
  const empty = await kit.generateMySQLDrizzleJson({});
  const statements = await kit.generateMySQLMigration(empty, await kit.generateMySQLDrizzleJson(tables));
  return statements.map((statement) => statement.replaceAll("`", '"'));
}
