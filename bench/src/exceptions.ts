/** What is known about a target that is not met somewhere: why, in a sentence. It stays not met. */
import type { Spot, TargetId } from "./targets.ts";

export interface Exception extends Partial<Spot> {
  readonly target: TargetId;
  /** A sentence. */
  readonly cause: string;
}

const unnamed =
  "the bare driver names its statements, so that the server plans a join once; ours names none, since a pooler in transaction mode refuses named ones";
const asText = "the server parses what mysql2 sends as text at each call; the bare driver has it keep the statement";
const deletesItself =
  "ours removes sessions, accounts and passkeys itself, since tables need not have foreign keys that cascade; the official adapter leaves it to them";
const hasIndexes =
  "ours is held to unique indexes, which a write has to keep; the official adapter makes none, and stores a second one of anything";
const keepsIndexes =
  "ours runs a script, which looks for what other programs wrote and keeps the indexes by user and by token; here a single command is sent";
const stores =
  "ours keeps an index of every expiry, and accounts and tokens by unique keys, which the official adapter's tables lack; and what it stored it answers as the database has it";
const prepares =
  "Kysely prepares a statement anew at each call, which takes SQLite longer the more it says: ours names each column, so that no plugin changes its name, and answers the row as it was stored; the official adapter says `*` and hands back what it was given";
const says =
  "the server parses each statement anew, and ours says more: the name of each column, so that no plugin changes it, and how many rows there may be";
const compares = "ours compares keys by their bytes too, since a collation may think that two are the same";
const hasMostFields = "it has the most fields, and each is checked on its way in and read on its way out";
const hot = ["getSessionAndUser", "getUserByAccount", "useVerificationToken"];

/** Each is about the places that all of what it names agree with. */
export const exceptions: readonly Exception[] = [
  ...hot.flatMap((operation): Exception[] => [
    { target: "bare", engine: "PostgreSQL 18, node-postgres", operation, cause: unnamed },
    { target: "bare", engine: "MySQL 9.7, mysql2", operation, cause: asText },
    { target: "bare", backend: "upstash-redis-adapter", operation, cause: keepsIndexes },
    { target: "bare", backend: "redis-adapter", operation, cause: keepsIndexes },
  ]),
  {
    target: "bare",
    backend: "mongodb-adapter",
    operation: "getUserByAccount",
    cause: "ours also looks for an id of digits as the number that the official adapter stored",
  },
  {
    target: "official",
    backend: "mongodb-adapter",
    operation: "deleteUser",
    cause: "ours is a transaction; the official adapter sends its deletions at once, and may do half of them",
  },
  { target: "official", backend: "drizzle-adapter", operation: "deleteUser", cause: deletesItself },
  { target: "official", backend: "kysely-adapter", operation: "deleteUser", cause: deletesItself },
  ...["createVerificationToken", "useVerificationToken", "linkAccount", "createSession"].flatMap(
    (operation): Exception[] => [
      {
        target: "official",
        backend: "kysely-adapter",
        engine: "PostgreSQL 18, node-postgres",
        operation,
        cause: stores,
      },
      { target: "official", backend: "kysely-adapter", engine: "MySQL 9.7, mysql2", operation, cause: stores },
    ],
  ),
  { target: "official", backend: "kysely-adapter", engine: "SQLite, better-sqlite3", cause: prepares },
  ...["getUser", "getUserByEmail", "getUserByAccount", "getSessionAndUser"].flatMap((operation): Exception[] => [
    { target: "official", backend: "kysely-adapter", engine: "PostgreSQL 18, node-postgres", operation, cause: says },
    { target: "official", backend: "kysely-adapter", engine: "MySQL 9.7, mysql2", operation, cause: compares },
  ]),
  {
    target: "official",
    backend: "kysely-adapter",
    engine: "MySQL 9.7, mysql2",
    operation: "updateUser",
    cause: `${compares}, in the statement that writes and in the one that reads back`,
  },
  ...["linkAccount", "createAuthenticator"].map(
    (operation): Exception => ({ target: "kit-time", operation, cause: hasMostFields }),
  ),
  { target: "official", backend: "mongodb-adapter", cause: hasIndexes },
  { target: "official", backend: "upstash-redis-adapter", cause: keepsIndexes },
  {
    target: "trips",
    backend: "upstash-redis-adapter",
    cause:
      "a script takes the client, the bridge and the server longer than a plain command does, and the bridge takes longer than the distance",
  },
];
