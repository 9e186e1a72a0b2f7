/** An adapter of which there is not a whole harness: what is missing makes cases not checkable, and fails none. */
import { createMemoryDatabase, MemoryAdapter } from "@mortise/memory-adapter";
import { describe, expect, test } from "vitest";
import { openMemory } from "../../packages/memory-adapter/test/harness.ts";
import { anyAdapter } from "../src/any-adapter.ts";
import { needsEmpty } from "../src/emptiness.ts";
import type { CaseId, Harness } from "../src/index.ts";
import { outcomes, runSuite } from "./run-suite.ts";

// What is tried here is a run that need not have everything, whatever the run is that tries it.
process.env.MORTISE_REQUIRE_ALL = "";

describe("any adapter", () => {
  test("every case that does not need an empty database holds beside rows that are there", async () => {
    const database = createMemoryDatabase();
    const open = () => anyAdapter({ open: async () => ({ adapter: MemoryAdapter(database) }), isFresh: false });
    for (const round of ["first", "second"]) {
      const { failed, reports } = await runSuite({ open: open() });
      expect(failed, round).toEqual([]);
      expect(outcomes(reports, "unchecked"), round).toEqual(expect.arrayContaining([...needsEmpty]));
      expect(outcomes(reports, "passed").length, round).toBeGreaterThan(30);
    }
  });

  test("each of them is checkable in a database of its own", async () => {
    const { failed, reports } = await runSuite({
      only: [...needsEmpty],
      open: anyAdapter({ open: async () => ({ adapter: MemoryAdapter() }), isFresh: true }),
    });
    expect(failed).toEqual([]);
    const reasons = new Set(reports[0]?.cases.map(({ reason }) => reason));
    expect(reasons).not.toContain("there is no way to empty the database");
  });

  test("without passkeys: that is said once, and the cases that need them are not checkable", async () => {
    const own = await openMemory();
    const { getAccount, getAuthenticator, createAuthenticator, updateAuthenticatorCounter, ...rest } = own.adapter;
    const open = async () => ({ ...own, adapter: rest as Harness["adapter"] });
    const only: CaseId[] = ["INT-03", "INT-04", "INT-07", "ACC-03", "ACC-24", "WAN-13", "WAN-16", "VT-04"];
    const { reports } = await runSuite({ open, only });
    expect(outcomes(reports, "failed")).toEqual(["INT-04"]);
    expect(outcomes(reports, "unchecked")).toEqual(["INT-07", "ACC-24", "WAN-16"]);
    // The account is read back by the second path.
    expect(outcomes(reports, "passed")).toEqual(["INT-03", "ACC-03", "VT-04", "WAN-13"]);
  });

  test.each([
    ["createSession", "SES-20"],
    ["createVerificationToken", "VT-20"],
    ["createAuthenticator", "WAN-11"],
    ["useVerificationToken", "CON-02"],
    ["deleteUser", "HOS-07"],
    ["listSessions", "MNT-01"],
  ] as const)("without %s, %s is not checkable, though an error is what it expects", async (method, id) => {
    const own = await openMemory();
    const { [method]: _, ...rest } = own.adapter;
    const { reports } = await runSuite({
      open: async () => ({ ...own, adapter: rest as Harness["adapter"] }),
      only: [id],
    });
    expect(reports[0]?.cases).toMatchObject([{ outcome: "unchecked", reason: `the adapter has no ${method}` }]);
  });

  test("a method that is missing is said by the case that is about it", async () => {
    const own = await openMemory();
    const { deleteUser: _, ...rest } = own.adapter;
    const open = async () => ({ ...own, adapter: rest as Harness["adapter"] });
    const { reports } = await runSuite({ open, only: ["INT-01", "INT-02", "INT-03", "INT-04"] });
    expect(outcomes(reports, "failed")).toEqual(["INT-03"]);
  });

  test("a user under an id of the case's choice cannot be stored through the adapter", async () => {
    const open = anyAdapter({ open: async () => ({ adapter: MemoryAdapter() }), isFresh: true });
    const { reports } = await runSuite({ open, only: ["HOS-03"] });
    const reason = "there is no way to store a user under an id of one's choice";
    expect(reports[0]?.cases).toMatchObject([{ outcome: "unchecked", reason }]);
  });

  test("what it answers wrong is seen without a second path", async () => {
    const adapter = MemoryAdapter();
    const createUser = async (user: { email?: string | null | undefined }) =>
      (await adapter.getUserByEmail(user.email ?? "")) ?? adapter.createUser(user);
    const open = anyAdapter({ open: async () => ({ adapter: { ...adapter, createUser } }), isFresh: false });
    const { reports } = await runSuite({ open, only: ["USR-11", "USR-13", "USR-14", "USR-15"] });
    expect(outcomes(reports, "failed")).toEqual(["USR-11", "USR-13"]);
    expect(outcomes(reports, "passed")).toEqual(["USR-14", "USR-15"]);
  });

  test("so is what it answers wrong after a case has asked for the rows", async () => {
    const adapter = MemoryAdapter();
    const getSessionAndUser = async (sessionToken: string) => {
      const found = await adapter.getSessionAndUser(sessionToken);
      return found && { ...found, session: { ...found.session, expires: found.session.expires.toISOString() } };
    };
    const open = anyAdapter({ open: async () => ({ adapter: { ...adapter, getSessionAndUser } }), isFresh: false });
    const { reports } = await runSuite({ open, only: ["SES-01", "SES-02"] });
    expect(outcomes(reports, "failed")).toEqual(["SES-02"]);
    expect(outcomes(reports, "unchecked")).toEqual(["SES-01"]);
  });

  test("a bystander that it touches is seen without a second path", async () => {
    const adapter = MemoryAdapter();
    const seen = new Set<string>();
    const createSession = async (session: { sessionToken: string; userId: string; expires: Date }) => {
      seen.add(session.sessionToken);
      return adapter.createSession(session);
    };
    const updateSession = async ({ expires = new Date(1e13) }: { sessionToken: string; expires?: Date }) => {
      for (const sessionToken of seen) await adapter.updateSession({ sessionToken, expires });
      return null;
    };
    const broken = { ...adapter, createSession, updateSession };
    const open = anyAdapter({ open: async () => ({ adapter: broken }), isFresh: false });
    const { reports } = await runSuite({ open, only: ["SES-03", "SES-13"] });
    expect(outcomes(reports, "passed")).toEqual(["SES-03"]);
    expect(reports[0]?.cases[1]?.reason).toContain("the bystander's session is not what it was");
  });

  test("gives ids of the kind that it is told", async () => {
    const kinds = { uuid: /^[\da-f-]{36}$/, integer: /^2\d{9}$/, objectid: /^[\da-f]{24}$/ } as const;
    for (const [ids, form] of Object.entries(kinds)) {
      const open = anyAdapter({ open: async () => ({ adapter: {} }), isFresh: true, ids: ids as keyof typeof kinds });
      expect((await open()).freshUserId()).toMatch(form);
    }
  });
});
