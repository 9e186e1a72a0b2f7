/** SCH: Schema creation and migration. */

export const schema = {
  "SCH-01": {
    level: "CORE",
    title: "create schema on empty database",
    sentence: "all tables/indexes exist when the promise resolves; suite passes.",
  },
  "SCH-02": { level: "CORE", title: "create schema twice", sentence: "no error, no data loss." },
  "SCH-03": { level: "REC", title: "create schema concurrently", sentence: "4 parallel runs succeed." },
  "SCH-04": {
    level: "REC",
    title: "existing official schema is adopted",
    sentence: "tables made by the official adapter's own schema work unchanged.",
  },
  "SCH-05": {
    level: "SEC",
    title: "migration from a schema without unique constraints",
    sentence: "duplicates are reported, not silently dropped.",
  },
  "SCH-06": {
    level: "REC",
    title: "adding custom columns later",
    sentence: "existing rows readable, defaults applied.",
  },
  "SCH-07": {
    level: "SEC",
    title: "unique indexes really exist",
    sentence:
      "e-mail, (provider, providerAccountId), sessionToken, (identifier, token), credentialID verified by catalogue and by insert.",
  },
  "SCH-08": {
    level: "REC",
    title: "foreign keys or equivalent",
    sentence: "delete cascades without adapter help where the store has FKs.",
  },
  "SCH-09": {
    level: "SEC",
    title: "text columns are binary/case-sensitive for keys",
    sentence: "collation checked at start-up or set in DDL.",
  },
  "SCH-10": {
    level: "REC",
    title: "DDL not run in production unless asked",
    sentence: "no schema call from ordinary methods.",
  },
} as const;
