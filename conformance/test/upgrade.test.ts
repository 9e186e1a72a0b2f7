/** An adapter with which people would notice the change is seen: the steps of docs/upgrading.md can fail. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sqliteSuites } from "../../packages/drizzle-adapter/test/suites-sqlite.ts";
import { changesAdapter, changesBack, hashesLater } from "../src/flows/upgrade.ts";
import type { Adoption, Harness } from "../src/harness.ts";

let harness: Harness;
let adoption: Adoption;

beforeAll(async () => {
  harness = (await sqliteSuites[0]?.open()) ?? expect.unreachable();
  adoption = (await harness.openOfficial?.()) ?? expect.unreachable();
});
afterAll(() => harness.close());

/** The official adapter's database, and ours with something wrong in it. */
function withFault(patch: (adapter: MortiseAdapter) => Partial<MortiseAdapter>): Adoption {
  return { ...adoption, sameCall: () => ({ ...adoption.sameCall(), ...patch(adoption.sameCall()) }) };
}

const faults: readonly [name: string, seen: RegExp, patch: (adapter: MortiseAdapter) => Partial<MortiseAdapter>][] = [
  ["sessions of before are nobody's", /expected a row, got null/, () => ({ getSessionAndUser: async () => null })],
  ["accounts of before are nobody's", /OAuthAccountNotLinked/, () => ({ getUserByAccount: async () => null })],
  ["links of before are not found", /error=Verification/, () => ({ useVerificationToken: async () => null })],
  [
    "a link stays",
    /the rows that it adds/,
    ({ useVerificationToken, createVerificationToken }) => ({
      async useVerificationToken(key) {
        const found = await useVerificationToken(key);
        if (found) await createVerificationToken(found);
        return found;
      },
    }),
  ],
  ["signing out ends nothing", /the rows that it adds/, () => ({ deleteSession: async () => undefined })],
];

test.each(faults)("seen: %s", async (_, seen, patch) => {
  await expect(changesAdapter(withFault(patch))).rejects.toThrow(seen);
  await adoption.harness.raw.clear();
});

test("seen: what the official adapter cannot read", async () => {
  const hashing = () => adoption.harness.construct?.({ hashSessionTokens: true }) ?? expect.unreachable();
  await expect(changesBack({ ...adoption, sameCall: hashing })).rejects.toThrow(/expected a row, got null/);
});

test("seen: a window in which sessions in the clear are nobody's, and none without which they go on", async () => {
  const construct = adoption.harness.construct ?? expect.unreachable();
  await expect(hashesLater(adoption, () => construct({ hashSessionTokens: true }))).rejects.toThrow(/expected a row/);
  await expect(hashesLater(adoption, () => construct())).rejects.toThrow(/without a window/);
});
