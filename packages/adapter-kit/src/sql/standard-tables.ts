/** The tables of the five records with their types in each language, for an adapter that has no tables of the app's own. */
import { type Field, type RecordFields, standardFields } from "../fields.ts";
import type { NamesOf } from "../names.ts";
import type { RecordName } from "../records.ts";
import { literal, longestIn, type SqlColumn, type SqlLanguage, type SqlTable } from "./tables.ts";

/** How users are keyed in the database: by what the kit or the column makes, or by a number that the database counts up. */
export type UserIdColumn = "text" | "uuid" | "integer" | "bigint";

export interface StandardTables {
  readonly language: SqlLanguage;
  /** What a table is called, and its schema where it has one. */
  table(record: RecordName): Pick<SqlTable, "name" | "schema">;
  readonly column: NamesOf["column"];
  readonly userIds: UserIdColumn;
  /** The fields of each record, those of the app among them. */
  readonly fields: RecordFields;
}

/** The tables, that of users first. */
export function standardTables({ language, table, column, userIds, fields }: StandardTables): SqlTable[] {
  return (Object.keys(standardFields) as RecordName[]).map((record) => ({
    record,
    ...table(record),
    columns: Object.entries(fields[record]).map(([field, own]): SqlColumn => {
      const isId = record === "user" && field === "id";
      return {
        field,
        name: column(record, field),
        type: isId ? ids[language][userIds] : typeOf(language, userIds, field, own),
        isRequired: own.required !== undefined,
        default: isId && language === "pg" && userIds === "uuid" ? "gen_random_uuid()" : defaultOf(language, own),
      };
    }),
  }));
}

/** The standard fields with the lengths that their columns keep: a longer value is refused before a server may cut it off. */
export function standardFieldsIn(language: SqlLanguage, userIds: UserIdColumn): RecordFields {
  const table = (record: RecordName) => ({ name: record });
  const own = { language, table, column: (_: RecordName, field: string) => field, userIds, fields: standardFields };
  const bounded = standardTables(own).map(({ record, columns }) => [
    record,
    Object.fromEntries(
      columns.map(({ field, type }) => {
        const longest = longestIn(language, type);
        return [field, { ...standardFields[record][field], ...(longest && { longest }) }];
      }),
    ),
  ]);
  return Object.fromEntries(bounded);
}

function typeOf(
  language: SqlLanguage,
  userIds: UserIdColumn,
  field: string,
  { kind, required, integer }: Field,
): string {
  const own = types[language];
  if (field === "userId") return userIds === "text" ? own.word : (ids[language][userIds].split(" ")[0] as string);
  if (kind === "number") return integer ? own.integer : own.number;
  if (kind !== "string") return own[kind];
  if (field === "provider") return own.word;
  return required === "key" || field === "email" ? own.key : own.text;
}

/** The kit sends a field's default with every new record; the column has it for the rows that are there. */
function defaultOf(language: SqlLanguage, { default: value }: Field): string | undefined {
  if (typeof value === "boolean") return language === "pg" ? String(value) : String(Number(value));
  if (typeof value === "number") return String(value);
  // MySQL takes a default of a long text in brackets alone.
  return typeof value === "string" ? `(${literal(language, value)})` : undefined;
}

/** `word`: a short key, compared byte for byte. `key`: one of any alphabet and as long as Auth.js makes them. */
type Kind = "word" | "key" | "text" | "integer" | "number" | "boolean" | "date" | "json";

/** MySQL reads the one comment as SQL, MariaDB the other; each has its own name for "byte for byte, to the last blank". */
const word = "varchar(350) character set utf8mb4 collate /*!80017 utf8mb4_0900_bin */ /*M! utf8mb4_nopad_bin */";

/**
 * "Byte for byte", but for blanks at the end, in UTF-8: an index holds 1,700 bytes, a key beside a word. In an `nvarchar`
 * that is 850 letters, too few for a credential id; and a text that a driver sends goes into no `varbinary`.
 */
const exactly = "collate Latin1_General_100_BIN2_UTF8";

const types: { readonly [L in SqlLanguage]: { readonly [K in Kind]: string } } = {
  pg: {
    word: "text",
    key: "text",
    text: "text",
    integer: "bigint",
    number: "double precision",
    boolean: "boolean",
    date: "timestamptz",
    json: "jsonb",
  },
  mysql: {
    word,
    // An index holds 3,072 bytes: two of these, or one beside a word.
    key: "varbinary(1400)",
    text: "mediumtext",
    integer: "bigint",
    number: "double",
    boolean: "boolean",
    date: "datetime(3)",
    json: "json",
  },
  sqlite: {
    word: "text",
    key: "text",
    text: "text",
    integer: "integer",
    number: "numeric",
    boolean: "integer",
    date: "text",
    json: "text",
  },
  mssql: {
    word: `varchar(300) ${exactly}`,
    // Two of these are longer than an index: the server then refuses the row, which no pair of Auth.js's comes near.
    key: `varchar(1400) ${exactly}`,
    text: "nvarchar(max)",
    integer: "bigint",
    number: "float",
    boolean: "bit",
    date: "datetime2(3)",
    json: "nvarchar(max)",
  },
};

const ids: { readonly [L in SqlLanguage]: { readonly [K in UserIdColumn]: string } } = {
  pg: {
    text: "text",
    uuid: "uuid",
    integer: "integer generated by default as identity",
    bigint: "bigint generated by default as identity",
  },
  mysql: { text: word, uuid: word, integer: "integer auto_increment", bigint: "bigint auto_increment" },
  sqlite: { text: "text", uuid: "text", integer: "integer", bigint: "integer" },
  mssql: {
    text: types.mssql.word,
    uuid: types.mssql.word,
    integer: "integer identity(1, 1)",
    bigint: "bigint identity(1, 1)",
  },
};
