/** Which tables are there, and whether their keys are what the contract wants. */
import { type RecordName, recordKeys, type SchemaProblem, type Store } from "@mortise/adapter-kit";
import type { MemoryDatabase } from "./database.ts";

const wanted: readonly (readonly [RecordName, readonly string[]])[] = [
  ...(Object.entries(recordKeys) as [RecordName, readonly string[]][]),
  ["user", ["email"]],
];

export function memorySchema(database: MemoryDatabase): Store["schema"] {
  return {
    async create() {
      for (const record of Object.keys(recordKeys) as RecordName[]) database[record].isThere = true;
    },
    verify: async () => wanted.flatMap(([record, fields]) => problemsOf(database, record, fields)),
  };
}

function problemsOf(database: MemoryDatabase, record: RecordName, fields: readonly string[]): SchemaProblem[] {
  const table = database[record];
  const about = { record, fields };
  if (!table.isThere) return [{ kind: "missing-table", ...about, message: `there is no table of ${record}s` }];
  if (table.uniqueKeys.some((key) => key.join() === fields.join())) return [];
  const seen = new Map<string, number>();
  for (const row of table.all()) {
    const values = fields.map((field) => row[field]);
    const text = JSON.stringify(values);
    if (!values.includes(null)) seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  const count = [...seen.values()].filter((rows) => rows > 1).length;
  const name = `${record} (${fields.join(", ")})`;
  return [
    { kind: "missing-unique-key", ...about, message: `${name} has no unique key` },
    ...(count > 0
      ? [
          {
            kind: "duplicates" as const,
            ...about,
            message: `values of ${name} stand in several rows`,
            count,
          },
        ]
      : []),
  ];
}
