/** The conditions of a statement as data, and how each language writes them. */
import { type RecordName, recordKeys, type Value } from "../records.ts";
import type { SqlLanguage } from "./tables.ts";

/** A part of a condition; all parts of one have to hold. */
export interface Term {
  /**
   * `"="`: exactly one of the values, whatever the column's collation. `"<>"`: not exactly this value. `"<="`: this value
   * or less. `"only"`: exactly this value, which no other row has. `"key"`: the row has one of these keys, of which the
   * values stand in a row. `"first"`: among the first rows that fulfil `of`, as many as the value says.
   */
  readonly is: "=" | "<>" | "<=" | "only" | "key" | "first";
  /** Empty where the term is about the key. */
  readonly field: string;
  readonly values: readonly Value[];
  readonly of?: Where;
}

export type Where = readonly Term[];

/** What an adapter's query builder makes pieces of SQL of. */
export interface Pieces<Sql> {
  readonly language: SqlLanguage;
  /** The builder's own template tag; parts that are no pieces are parameters. */
  sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql;
  table(record: RecordName): Sql;
  /** A column with its table. */
  column(record: RecordName, field: string): Sql;
  /** A parameter, as the column takes it. */
  value(record: RecordName, field: string, value: Value): Sql;
  /** Whether the column holds strings, of which a collation may think that two are the same. */
  isText(record: RecordName, field: string): boolean;
}

/** A condition as a piece of SQL. */
export function conditionOf<Sql>(pieces: Pieces<Sql>, record: RecordName, where: Where): Sql {
  const { language, sql, table, column, value, isText } = pieces;
  const columns = () =>
    listOf(
      pieces,
      recordKeys[record].map((field) => column(record, field)),
    );

  const isExactly = (field: string, sought: Value): Sql => {
    const [own, given] = [column(record, field), value(record, field, sought)];
    const isEqual = sql`${own} = ${given}`;
    if (!isText(record, field)) return isEqual;
    switch (language) {
      // The first part finds the row by the index, as loosely as the collation has it; the second decides by the bytes.
      case "mysql":
        return sql`(${isEqual} and cast(convert(${own} using utf8mb4) as binary) = cast(${given} as binary))`;
      // The first part finds it by the index of an `nvarchar`, which is what drivers send, the second by that of our own
      // type; the third decides: no comparison there counts blanks at the end.
      case "mssql": {
        const bytesOf = (text: Sql) => sql`convert(varchar(8000), ${text} collate Latin1_General_100_BIN2_UTF8)`;
        return sql`(${isEqual} and ${own} = ${bytesOf(given)} and ${own} + '.' = ${bytesOf(sql`(${given} + '.')`)})`;
      }
      default:
        return isEqual;
    }
  };

  const termOf = ({ is, field, values, of = [] }: Term): Sql => {
    const [first] = values as [Value];
    switch (is) {
      case "=": {
        const each = values.map((one) => isExactly(field, one));
        return each.length === 1 ? (each[0] as Sql) : sql`(${each.reduce((left, right) => sql`${left} or ${right}`)})`;
      }
      case "<>":
        return sql`not ${isExactly(field, first)}`;
      case "<=":
        return sql`${column(record, field)} <= ${value(record, field, first)}`;
      case "only": {
        const isIt = isExactly(field, first);
        return sql`${isIt} and (select count(*) from ${table(record)} where ${isIt}) = 1`;
      }
      case "key": {
        const fields = recordKeys[record];
        const params = values.map((one, index) => value(record, fields[index % fields.length] as string, one));
        const keys = Array.from({ length: values.length / fields.length }, (_, row) => {
          const own = params.slice(row * fields.length, (row + 1) * fields.length);
          return sql`(${listOf(pieces, own)})`;
        });
        return sql`(${columns()}) in (${listOf(pieces, keys)})`;
      }
      case "first": {
        const fulfil = conditionOf(pieces, record, of);
        // An array is made once, so that the limit is kept however the rows are joined; locked rows are another sweep's.
        return language === "pg"
          ? sql`ctid = any(array(select ctid from ${table(record)} where ${fulfil} limit ${first} for update skip locked))`
          : sql`(${columns()}) in (select ${columns()} from ${table(record)} where ${fulfil} limit ${first})`;
      }
    }
  };
  return where.map(termOf).reduce((left, right) => sql`${left} and ${right}`);
}

/** Pieces with commas between them. */
export function listOf<Sql>({ sql }: Pieces<Sql>, parts: readonly Sql[]): Sql {
  return parts.reduce((left, right) => sql`${left}, ${right}`);
}

/** A field that is exactly one of these values. */
export function is(field: string, ...values: readonly Value[]): Term {
  return { is: "=", field, values };
}
