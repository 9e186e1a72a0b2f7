/** Several deletions as one statement, so that all of them are done or none. */
import type { RecordName } from "../records.ts";
import { conditionOf, listOf, type Pieces, type Where } from "./conditions.ts";
import type { SqlLanguage } from "./tables.ts";

/** Rows to be removed. */
export interface Deletion {
  readonly record: RecordName;
  readonly where: Where;
}

/** By language; SQLite has no such statement. */
export const together: {
  readonly [L in Exclude<SqlLanguage, "sqlite">]: <Sql>(pieces: Pieces<Sql>, deletions: readonly Deletion[]) => Sql;
} = {
  /** Each part of a `with` runs to its end, whether it is read or not. */
  pg(pieces, deletions) {
    const { sql } = pieces;
    const statements = deletions.map((deletion) => statementOf(pieces, deletion));
    const last = statements.pop() as (typeof statements)[0];
    const text = (own: string) => sql(Object.assign([own], { raw: [own] }));
    const named = statements.map((statement, index) => sql`${text(`part_${index}`)} as (${statement})`);
    return sql`with ${listOf(pieces, named)} ${last}`;
  },

  mysql(pieces, deletions) {
    const { sql, table } = pieces;
    const [last, ...others] = deletions.toReversed() as [Deletion, ...Deletion[]];
    const all = listOf(
      pieces,
      deletions.map(({ record }) => table(record)),
    );
    const from = others.reduce(
      (left, { record, where }) => sql`${left} left join ${table(record)} on ${conditionOf(pieces, record, where)}`,
      table(last.record),
    );
    return sql`delete ${all} from ${from} where ${conditionOf(pieces, last.record, last.where)}`;
  },

  /** A batch. That a table is missing comes out before the transaction begins, so that none is left open by it. */
  mssql(pieces, deletions) {
    const { sql, table } = pieces;
    const tables = deletions.map(({ record }) => table(record));
    const all = deletions
      .map((deletion) => statementOf(pieces, deletion))
      .reduce((left, right) => sql`${left}; ${right}`);
    return sql`set xact_abort on; select top(0) 1 as one from ${listOf(pieces, tables)}; begin transaction; ${all}; commit transaction`;
  },
};

function statementOf<Sql>(pieces: Pieces<Sql>, { record, where }: Deletion): Sql {
  return pieces.sql`delete from ${pieces.table(record)} where ${conditionOf(pieces, record, where)}`;
}
