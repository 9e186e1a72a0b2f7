/** What a database says of its own tables, in each language, brought into one form. */
import { literal, type SqlLanguage, type SqlTable, tableName } from "./tables.ts";

/** A row as a driver answers it. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Runs a statement and answers its rows. */
export type Query = (statement: string) => Promise<readonly SqlRow[]>;

export interface Found {
  /** The type of each column by its name; SQLite's are left out, since any fits any. */
  readonly columns: ReadonlyMap<string, string>;
  readonly indexes: readonly Index[];
  /** The columns that point to another table's rows and go with them. */
  readonly owned: ReadonlySet<string>;
  /** The collation of each column that is not compared byte for byte, by name. */
  readonly collations: ReadonlyMap<string, string>;
}

interface Index {
  readonly isUnique: boolean;
  readonly columns: readonly string[];
}

/** What there is of a table, or `null` when it is not there. */
export async function lookUp(language: SqlLanguage, query: Query, table: SqlTable): Promise<Found | null> {
  const statements = catalogues[language](table);
  const columns = await query(statements.columns);
  if (columns.length === 0) return null;
  const indexes = await query(statements.indexes);
  const owned = await query(statements.owned);
  const byName = new Map<string, SqlRow[]>();
  for (const row of indexes) {
    const name = String(row.index_name);
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  const loose = [...columns, ...indexes].filter(({ collation }) => (collation ?? null) !== null);
  return {
    columns: new Map(columns.map((row) => [String(row.column_name), String(row.type ?? "")])),
    indexes: [...byName.values()].map((rows) => ({
      isUnique: Number(rows[0]?.is_unique) === 1,
      columns: rows.sort((a, b) => Number(a.position) - Number(b.position)).map((row) => String(row.column_name)),
    })),
    owned: new Set(owned.map((row) => String(row.column_name))),
    collations: new Map(loose.map((row) => [String(row.column_name), String(row.collation)])),
  };
}

interface Statements {
  /** `column_name`, `type`, `collation`. */
  readonly columns: string;
  /** `index_name`, `is_unique`, `column_name`, `position`, and in SQLite `collation`; no partial index, no expression. */
  readonly indexes: string;
  /** `column_name` of each foreign key with `on delete cascade`. */
  readonly owned: string;
}

const catalogues: { readonly [L in SqlLanguage]: (table: SqlTable) => Statements } = {
  pg(table) {
    const oid = `to_regclass(${literal("pg", tableName("pg", table))})`;
    return {
      columns: `select a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type,
          case when t.typname = 'citext' then 'citext' when not c.collisdeterministic then c.collname end as collation
        from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_collation c on c.oid = a.attcollation
        where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped`,
      indexes: `select i.indexrelid::text as index_name, i.indisunique::int as is_unique, a.attname as column_name,
          k.position::int as position
        from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k(number, position)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
        where i.indrelid = ${oid} and i.indisvalid and i.indpred is null and i.indexprs is null
          and k.position <= i.indnkeyatts`,
      owned: `select a.attname as column_name
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.conrelid = ${oid} and c.contype = 'f' and c.confdeltype = 'c' and cardinality(c.conkey) = 1`,
    };
  },

  mysql(table) {
    const schema = table.schema === undefined ? "database()" : literal("mysql", table.schema);
    const where = `table_schema = ${schema} and table_name = ${literal("mysql", table.name)}`;
    return {
      columns: `select column_name as column_name,
          concat(column_type, coalesce(concat(' character set ', character_set_name, ' collate ', collation_name), ''))
            as type,
          case when collation_name not in ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin', 'binary') then collation_name end
            as collation
        from information_schema.columns where ${where}`,
      // A key on the beginnings of values is no unique key.
      indexes: `select index_name as index_name, 1 - non_unique as is_unique, column_name as column_name,
          seq_in_index as position
        from information_schema.statistics s
        where ${where} and not exists (select 1 from information_schema.statistics p
          where p.table_schema = s.table_schema and p.table_name = s.table_name and p.index_name = s.index_name
            and (p.sub_part is not null or p.column_name is null))`,
      owned: `select k.column_name as column_name
        from information_schema.key_column_usage k join information_schema.referential_constraints r
          on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name
            and r.table_name = k.table_name
        where k.table_schema = ${schema} and k.table_name = ${literal("mysql", table.name)}
          and r.delete_rule = 'CASCADE'`,
    };
  },

  mssql(table) {
    const id = `object_id(${literal("mssql", tableName("mssql", table))}, N'U')`;
    return {
      // A text that is neither UTF-8 nor UTF-16 is kept in other letters where its own are not in the code page.
      columns: `select c.name as column_name,
          concat(t.name, case when c.collation_name is not null then concat('(', case c.max_length when -1 then 'max'
            else cast(c.max_length / case when t.name like 'n%' then 2 else 1 end as varchar(9)) end,
            ') collate ', c.collation_name) end) as [type],
          case when not (c.collation_name like '%[_]BIN2[_]UTF8'
            or t.name like 'n%' and c.collation_name like '%[_]BIN%') then c.collation_name end as [collation]
        from sys.columns c join sys.types t on t.user_type_id = c.user_type_id where c.object_id = ${id}`,
      indexes: `select i.name as index_name, cast(i.is_unique as int) as is_unique, c.name as column_name,
          k.key_ordinal as [position]
        from sys.indexes i join sys.index_columns k on k.object_id = i.object_id and k.index_id = i.index_id
          join sys.columns c on c.object_id = k.object_id and c.column_id = k.column_id
        where i.object_id = ${id} and i.is_disabled = 0 and k.key_ordinal > 0
          and (i.has_filter = 0 or i.filter_definition = concat('(', quotename(c.name), ' IS NOT NULL)'))`,
      owned: `select c.name as column_name
        from sys.foreign_keys f join sys.foreign_key_columns k on k.constraint_object_id = f.object_id
          join sys.columns c on c.object_id = k.parent_object_id and c.column_id = k.parent_column_id
        where f.parent_object_id = ${id} and f.delete_referential_action = 1 and f.is_disabled = 0`,
    };
  },

  sqlite(table) {
    const name = literal("sqlite", table.name);
    const info = `pragma_table_info(${name})`;
    return {
      columns: `select name as column_name, null as collation from ${info}`,
      indexes: `select l.name as index_name, l."unique" as is_unique, x.name as column_name, x.seqno as position,
          case when x.coll <> 'BINARY' then x.coll end as collation
        from pragma_index_list(${name}) l join pragma_index_xinfo(l.name) x
        where l.partial = 0 and x.key = 1 and x.name is not null
        union all select 'primary key', 1, name, pk, null from ${info} where pk > 0`,
      owned: `select "from" as column_name from pragma_foreign_key_list(${name}) where on_delete = 'CASCADE'`,
    };
  },
};
