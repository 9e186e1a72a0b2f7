/** Results that no run made: six suites over every group, with something of each kind in them. */
import type { CaseId, CaseResult, SuiteResult } from "../src/index.ts";
import { catalogue } from "../src/index.ts";

export const allIds = Object.keys(catalogue) as CaseId[];

/** A message as bad as a driver may give: markup, a script's end, quotes, a colour code, a NUL and an override. */
export const hostileReason = [
  `two tokens were answered: </script><script>document.title = "taken"</script>`,
  `<img src="http://127.0.0.1:1/x" onerror='document.title = "taken"'> & <!-- "it's"`,
  "\x1b[31m+ actual\x1b[0m \0 \u202e reversed \ud800",
].join("\n");

export const redCase: CaseId = "VT-04";

const trips = {
  createUser: 1,
  getUser: 1,
  getUserByEmail: 1,
  getUserByAccount: 1,
  deleteUser: 1,
  createSession: 1,
  getSessionAndUser: 1,
  useVerificationToken: 1,
};

type Except = { readonly [Id in CaseId]?: Pick<CaseResult, "outcome" | "reason"> };

function suite(name: string, more: Partial<SuiteResult>, except: Except = {}): SuiteResult {
  const { planned = allIds } = more;
  return {
    name,
    engine: "SQLite 3.50.4",
    found: "embedded",
    planned,
    trips,
    traits: { userIds: { kind: "text", from: "kit" }, dateGrain: 1 },
    cases: planned.map((id, index) => ({
      case: id,
      milliseconds: (index * 7) % 90,
      ...(except[id] ?? { outcome: "passed" }),
    })),
    ...more,
  };
}

function allOf(group: string, outcome: CaseResult["outcome"], reason: string): Except {
  const ids = allIds.filter((id) => id.startsWith(`${group}-`));
  return Object.fromEntries(ids.map((id) => [id, { outcome, reason }]));
}

const noOfficial = allOf("ADO", "unchecked", "the harness has no official adapter");

export const red: SuiteResult = suite(
  "drizzle-adapter / MySQL 9.7, mysql2",
  {
    engine: "MySQL 9.7.1",
    found: "container",
    trips: { ...trips, createUser: 2 },
    reasons: { createUser: "MySQL has no RETURNING" },
  },
  {
    [redCase]: { outcome: "failed", reason: hostileReason },
    "CUS-06": { outcome: "excluded", reason: "no such names" },
  },
);

export const absent: SuiteResult = {
  name: "kysely-adapter / MariaDB 11.8",
  engine: "",
  absent: "no MariaDB 11.8: start Docker for a container of it, or give an address in MORTISE_MARIADB_11_8_URL",
  planned: allIds,
  cases: [],
  trips: {},
};

export const madeUp: readonly SuiteResult[] = [
  suite("drizzle-adapter / D1", { driver: { perStatement: 2, reason: "a proxy stands before it" } }, noOfficial),
  red,
  suite("drizzle-adapter / PGlite", { engine: "PostgreSQL 18.3 (PGlite)" }),
  suite("drizzle-adapter / PostgreSQL 18, node-postgres, uuids and timestamps with time zone", {
    engine: "PostgreSQL 18.6",
    found: "address",
    planned: allIds.filter((id) => !id.startsWith("TEN-")),
    traits: { userIds: { kind: "uuid", from: "store" }, dateGrain: 1000, nativeExpiry: true },
  }),
  absent,
  suite("memory-adapter / memory", { engine: "JavaScript Map of Node 24.21.0" }, noOfficial),
];
