/** The Worker on D1: its rows are read by D1's own API. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { signIns } from "@mortise/example-worker-shared/sign-ins";
import { drizzle } from "drizzle-orm/d1";
import { afterAll, expect } from "vitest";

const state = mkdtempSync(join(tmpdir(), "mortise-worker-d1-"));
afterAll(() => rmSync(state, { recursive: true }));

signIns({
  folder: new URL("../", import.meta.url),
  start: { args: ["--port", "0", "--persist-to", state], env: {} },
  async open(worker) {
    await worker.applyD1Migrations("DB");
    const { DB } = await worker.getEnv();
    // The migrations are those of the adapter's tables as they are now.
    expect(await DrizzleAdapter(drizzle(DB)).verifySchema()).toEqual([]);
    const column = async (name: string, table: string): Promise<unknown[]> => {
      const { results } = await DB.prepare(`select "${name}" as value from "${table}"`).all();
      return results.map(({ value }: { value: unknown }) => value);
    };
    return {
      emails: () => column("email", "user"),
      sessions: () => column("sessionToken", "session"),
      accounts: () => column("providerAccountId", "account"),
      links: async () => (await column("token", "verificationToken")).length,
      async clear() {
        await DB.batch(["user", "verificationToken"].map((table) => DB.prepare(`delete from "${table}"`)));
      },
    };
  },
});
