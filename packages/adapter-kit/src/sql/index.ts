/**
 * What adapters over SQL share: the tables of the records as data, and their creation and inspection.
 * @module
 */
export type { Query, SqlRow } from "./catalogue.ts";
export { type SqlConnection, sqlSchema } from "./schema.ts";
export { literal, type SqlColumn, type SqlLanguage, type SqlTable } from "./tables.ts";
