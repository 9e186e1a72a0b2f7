/** Whether a plan looks at every row. Each takes what the engine said, line by line, and knows nothing else. */

/** PostgreSQL's `EXPLAIN`: a table read in full, or an index that is read from end to end since nothing is looked up in it. */
export function pgScans(plan: string): boolean {
  if (plan.includes("Seq Scan")) return true;
  const [, ...indexScans] = plan.split(/(?=Index (?:Only )?Scan)/);
  return indexScans.some((scan) => !scan.includes("Index Cond:"));
}

/** MySQL's `EXPLAIN FORMAT=TRADITIONAL`, a table a line: a table (`ALL`) or an index (`index`) read in full. */
export function mysqlScans(plan: string): boolean {
  return /\btype=(ALL|index)\b/.test(plan);
}

/** SQLite's `EXPLAIN QUERY PLAN`: it says SEARCH where it looks up, and SCAN where it does not, with an index or without. */
export function sqliteScans(plan: string): boolean {
  return /\bSCAN (?!CONSTANT ROW)/.test(plan);
}

/** MongoDB's `explain`, as JSON: a collection read in full by the command itself, or for each document that it joins. */
export function mongoScans(plan: string): boolean {
  return /"stage": ?"COLLSCAN"|"collectionScans": ?[1-9]/.test(plan);
}

/** The commands that a Redis server counted, a line each: those whose work grows with the database or with all of a set. */
export function redisScans(plan: string): boolean {
  return /^(keys|randomkey|sort|sort_ro|[hsz]?scan|smembers|hgetall|hkeys|hvals)\b/m.test(plan);
}
