/** A plan that looks at every row is told from one that does not, by plans that the engines gave. */
import { describe, expect, test } from "vitest";
import { mongoScans, mysqlScans, pgScans, redisScans, sqliteScans } from "../src/growth/plans.ts";

describe("PostgreSQL 18.6", () => {
  const lookup = `Limit  (cost=0.56..16.61 rows=1 width=180) (actual time=0.018..0.019 rows=1.00 loops=1)
  Buffers: shared hit=6
  ->  Nested Loop  (cost=0.56..16.61 rows=1 width=180) (actual time=0.017..0.017 rows=1.00 loops=1)
        Buffers: shared hit=6
        ->  Index Scan using session_pkey on session  (cost=0.29..8.30 rows=1 width=74) (actual time=0.008..0.008 rows=1.00 loops=1)
              Index Cond: ("sessionToken" = '3b59c8ec581a139427bffdf74569dfd6'::text)
              Index Searches: 1
              Buffers: shared hit=3
        ->  Index Scan using user_pkey on "user"  (cost=0.28..8.29 rows=1 width=106) (actual time=0.005..0.005 rows=1.00 loops=1)
              Index Cond: (id = session."userId")
              Index Searches: 1
              Buffers: shared hit=3
Planning Time: 0.479 ms`;
  const deletion = `Delete on "verificationToken"  (cost=0.29..8.30 rows=1 width=6) (actual time=0.033..0.034 rows=1.00 loops=1)
  Buffers: shared hit=7
  ->  Index Scan using "verificationToken_token_index" on "verificationToken"  (cost=0.29..8.30 rows=1 width=6) (actual time=0.024..0.025 rows=1.00 loops=1)
        Index Cond: (token = 'b6ef9cddc504bc100196a32cee02677a'::text)
        Filter: (identifier = '8391e4bc66c2696ea2d25fa3ebf2d6fe'::text)`;

  test.each([lookup, deletion])("an index that is looked up in is no scan", (plan) => {
    expect(pgScans(plan)).toBe(false);
  });

  test("a table read in full is one", () => {
    const plan = `Delete on session  (cost=0.00..6.50 rows=0 width=0) (actual time=0.042..0.042 rows=0.00 loops=1)
  Buffers: shared hit=3
  ->  Seq Scan on session  (cost=0.00..6.50 rows=67 width=6) (actual time=0.041..0.042 rows=0.00 loops=1)
        Filter: ((expires + '1 day'::interval) <= now())`;
    expect(pgScans(plan)).toBe(true);
  });

  test("an index read in full is one, beside another that is looked up in too", () => {
    const plan = `Aggregate  (cost=14.70..14.71 rows=1 width=8) (actual time=0.036..0.037 rows=1.00 loops=1)
  Buffers: shared hit=4
  ->  Bitmap Heap Scan on session  (cost=9.20..14.20 rows=200 width=0) (actual time=0.013..0.026 rows=200.00 loops=1)
        Heap Blocks: exact=3
        ->  Bitmap Index Scan on session_expires_index  (cost=0.00..9.14 rows=200 width=0) (actual time=0.007..0.007 rows=200.00 loops=1)
              Index Searches: 1`;
    expect(pgScans(plan)).toBe(true);
    expect(pgScans(`${lookup}\n${plan}`)).toBe(true);
    expect(pgScans(`${plan}\n${lookup}`)).toBe(true);
  });
});

describe("MySQL 9.7.4, in its traditional form", () => {
  test.each([
    "table=Session type=const key=PRIMARY ref=const rows=1 Extra=-\ntable=User type=const key=PRIMARY ref=const rows=1 Extra=-",
    "table=VerificationToken type=range key=PRIMARY ref=const,const rows=1 Extra=Using where",
  ])("a key that is looked up is no scan", (plan) => {
    expect(mysqlScans(plan)).toBe(false);
  });

  test.each([
    ["a table", "table=Session type=ALL key=- ref=- rows=200 Extra=Using where"],
    ["an index", "table=Session type=index key=userId ref=- rows=200 Extra=Using index"],
  ])("%s read in full is one", (_, plan) => {
    expect(mysqlScans(plan)).toBe(true);
    expect(mysqlScans(`table=User type=const key=PRIMARY ref=const rows=1 Extra=-\n${plan}`)).toBe(true);
  });
});

describe("SQLite 3.54.1", () => {
  test.each([
    "SEARCH session USING INDEX sqlite_autoindex_session_1 (sessionToken=?)\nSEARCH user USING INDEX sqlite_autoindex_user_1 (id=?)",
    "SCAN CONSTANT ROW",
  ])("%s is no scan", (plan) => {
    expect(sqliteScans(plan)).toBe(false);
  });

  test.each([
    "SCAN session",
    "SCAN session USING COVERING INDEX session_expires_index",
    "SEARCH user USING INDEX sqlite_autoindex_user_1 (id=?)\nSCAN session",
  ])("%s is one", (plan) => {
    expect(sqliteScans(plan)).toBe(true);
  });
});

describe("MongoDB", () => {
  /** SecantusDB 0.7.0b3, which says that it is MongoDB 8.2. */
  const lookup = `{
 "queryPlanner": {
  "winningPlan": {
   "isCached": false,
   "stage": "FETCH",
   "inputStage": {
    "stage": "IXSCAN",
    "keyPattern": {
     "sessionToken": 1
    },
    "indexName": "sessionToken_1",
    "direction": "forward"
   }
  }
 }
}`;
  const joined = `{"find":"users","filter":{"name":"1d4a30d78de6be5f9885ffac"}}
{
 "isCached": false,
 "stage": "COLLSCAN",
 "filter": {
  "name": {
   "$eq": "1d4a30d78de6be5f9885ffac"
  }
 },
 "direction": "forward"
}`;

  test("an index that is looked up in is no scan", () => {
    expect(mongoScans(lookup)).toBe(false);
  });

  test("a collection read in full is one, also where it is joined", () => {
    expect(mongoScans(`${lookup}\n${joined}`)).toBe(true);
  });

  test("so is one that the server itself says it read for a join, as MongoDB's manual has it", () => {
    const said = (scans: number) => `{"$lookup":{"from":"users"},"totalDocsExamined":10,"collectionScans":${scans}}`;
    expect(mongoScans(said(1))).toBe(true);
    expect(mongoScans(said(0))).toBe(false);
  });
});

describe("Redis 8.0.6", () => {
  test("commands on single keys are no scan", () => {
    const plan = `SLOWLOG: 71 µs EVALSHA 684c5b1f5a20026b07d0cc83cd5fdd397004af7f 3 keys scan smembers take
evalsha: 1 calls, 71 µs; Depends on the script that is executed.
get: 2 calls, 4 µs; O(1)
del: 1 calls, 2 µs; O(N) where N is the number of keys that will be removed.
zrem: 1 calls, 4 µs; O(M*log(N)) with N being the number of elements in the sorted set and M the number of elements to be removed.`;
    expect(redisScans(plan)).toBe(false);
  });

  test.each([
    "keys: 1 calls, 747746 µs; O(N) with N being the number of keys in the database, under the assumption that the key names in the database and the given pattern have limited length.",
    "scan: 1 calls, 341 µs; O(1) for every call. O(N) for a complete iteration",
    "smembers: 1 calls, 3 µs; O(N) where N is the set cardinality.",
  ])("%s is one", (line) => {
    expect(redisScans(`eval: 1 calls, 426 µs; Depends on the script that is executed.\n${line}`)).toBe(true);
  });
});
