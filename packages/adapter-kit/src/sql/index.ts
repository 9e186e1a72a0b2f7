/**
 * What adapters over SQL share: the store itself, its conditions, the tables of the records as data, and their creation
 * and inspection.
 * @module
 */
export type { Query, SqlRow } from "./catalogue.ts";
export { conditionOf, type Pieces, type Term, type Where } from "./conditions.ts";
export type { Deletion } from "./deletions.ts";
export { classify } from "./errors.ts";
export { type Filled, type Keep, keepStatements } from "./kept.ts";
export { type SqlConnection, sqlSchema } from "./schema.ts";
export { type StandardTables, standardFieldsIn, standardTables, type UserIdColumn } from "./standard-tables.ts";
export { type Changed, type Row, type SqlStoreOptions, type Statements, sqlStore, type Wanted } from "./store.ts";
export { literal, longestIn, type SqlColumn, type SqlLanguage, type SqlTable, tableName } from "./tables.ts";
