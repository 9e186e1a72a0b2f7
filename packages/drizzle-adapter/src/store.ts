/** The kit's store over SQL, over a Drizzle database. */
import type { Store } from "@mortise/adapter-kit";
import { sqlStore } from "@mortise/adapter-kit/sql";
import { columnsOf, dateGrainOf, fieldsOf, type RecordTables, userIdsOf } from "./columns.ts";
import { sqlTablesOf } from "./schema.ts";
import { statementsOf } from "./statements.ts";

/**
 * A store over a Drizzle database.
 * @param db any Drizzle database of PostgreSQL, MySQL or SQLite.
 * @param tables the table of each record.
 * @param hasAuthenticators whether the database has the authenticators' table, so that deleting a user can empty it.
 */
export function drizzleStore(db: object, tables: RecordTables, hasAuthenticators: boolean): Store {
  const statements = statementsOf(db, tables);
  return sqlStore(statements, {
    fields: fieldsOf(tables),
    userIds: userIdsOf(tables.user, statements.language !== "mysql"),
    dateGrain: dateGrainOf(tables),
    hasAuthenticators,
    tables: () => sqlTablesOf(statements.language, tables, hasAuthenticators),
    hasDefaults: (record, fields) =>
      Object.entries(columnsOf(tables[record])).some(
        ([name, { hasDefault, defaultFn }]) => hasDefault && !defaultFn && !fields.includes(name),
      ),
  });
}
