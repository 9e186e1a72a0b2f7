/** The kit's store over SQL, over a Kysely database. */
import {
  type AdapterOptions,
  type Names,
  namesOf,
  type RecordFields,
  type RecordName,
  type Store,
  standardFields,
} from "@mortise/adapter-kit";
import {
  type SqlTable,
  type Statements,
  sqlStore,
  standardFieldsIn,
  standardTables,
  type UserIdColumn,
} from "@mortise/adapter-kit/sql";
import type { Piece } from "./pieces.ts";
import { columnSaid, type Database, type KyselyTables, languageOf, statementsOf, tableSaid } from "./statements.ts";

/** How the tables are, where they are not as the official adapter's documentation has them. */
export interface TablesOptions extends Names {
  /**
   * The type of the users' ids: `"text"`, if absent, `"uuid"`, or a number that the database counts up. Kysely does not
   * know it at run time, and a database refuses to look for what is no `uuid`.
   */
  readonly userIds?: UserIdColumn;
  /** Columns of the app's own, as `KyselyAdapter` takes them. */
  readonly fields?: AdapterOptions["fields"];
}

export type KyselyAdapterOptions = AdapterOptions & TablesOptions;

const official: { readonly [R in RecordName]: string } = {
  user: "User",
  account: "Account",
  session: "Session",
  verificationToken: "VerificationToken",
  authenticator: "Authenticator",
};

/** The tables of these options, and their definitions. */
export function tablesOf(db: Database, options: TablesOptions): KyselyTables & { defined(): SqlTable[] } {
  const { userIds = "text", schema } = options;
  const names = namesOf({ ...options, tables: { ...official, ...options.tables } });
  const fields = Object.fromEntries(
    Object.entries(standardFields).map(([record, own]) => [record, { ...own, ...options.fields?.[record as "user"] }]),
  ) as unknown as RecordFields;
  for (const name of [schema ?? "", ...Object.keys(official).map((record) => names.table(record as RecordName))]) {
    if (/\.| as /.test(name)) throw new TypeError(`KyselyAdapter: Kysely takes no table's name like "${name}".`);
  }
  return {
    ...names,
    schema,
    fields,
    isCounted: userIds === "integer" || userIds === "bigint",
    defined: () =>
      standardTables({
        language: languageOf(db),
        table: (record) => tableSaid(db, names.table(record), schema),
        column: (record, field) => columnSaid(db, names.column(record, field)),
        userIds,
        fields,
      }),
  };
}

/** A store over a Kysely database, and the statements it makes. */
export function kyselyStore(db: Database, options: TablesOptions): { store: Store; statements: Statements<Piece> } {
  const { userIds = "text" } = options;
  const { defined, ...tables } = tablesOf(db, options);
  const statements = statementsOf(db, tables);
  const ids = {
    text: { kind: "text", from: "kit" },
    uuid: { kind: "uuid", from: "kit" },
    integer: { kind: "integer", from: "store", ...(statements.language === "sqlite" ? {} : { max: 2 ** 31 - 1 }) },
    bigint: { kind: "integer", from: "store" },
  } as const;
  const store = sqlStore(statements, {
    fields: standardFieldsIn(statements.language, userIds),
    userIds: ids[userIds],
    dateGrain: 1,
    hasAuthenticators: true,
    tables: defined,
    // Of the app's own columns it is not known whether they have any.
    hasDefaults: (record, given) =>
      Object.keys(tables.fields[record]).some((name) => !(name in standardFields[record]) && !given.includes(name)),
  });
  return { store, statements };
}
