/** What an engine does by itself, at a time of its own. */
import type { SqlDialect } from "@mortise/conformance/engines/engine";
import type { Place } from "./contestants.ts";

/** The statement that answers the names of a database's tables. */
export const tableNames: { readonly [D in SqlDialect]: string } = {
  pg: "select table_name as name from information_schema.tables where table_schema = current_schema()",
  mysql: "select table_name as name from information_schema.tables where table_schema = database()",
  sqlite: "select name from sqlite_schema where type = 'table'",
};

/** Brings an engine's knowledge of these tables up to date, as it is where the engine has been there for long. */
export const analysis: { readonly [D in SqlDialect]: (tables: string) => string } = {
  pg: (tables) => `vacuum analyze ${tables}`,
  mysql: (tables) => `analyze table ${tables}`,
  sqlite: () => "analyze",
};

/**
 * Has the server look at all tables of a place. One does so in the background whenever it thinks fit: then the same
 * statement is planned otherwise on one contestant's tables than on another's, for as long as a run takes.
 */
export async function settle({ dialect, query }: Place): Promise<void> {
  if (dialect === undefined || query === undefined || dialect === "sqlite") return;
  const tables = (await query(tableNames[dialect])).map(({ name }) => `"${name}"`);
  await query(analysis[dialect](tables.join(", ")));
}
