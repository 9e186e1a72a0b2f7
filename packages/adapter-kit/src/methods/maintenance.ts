import type { MortiseAdapter } from "../adapter.ts";
import { invalid } from "../arguments.ts";
import type { Kit } from "../kit.ts";

type Methods = Pick<MortiseAdapter, "sweep" | "createSchema" | "verifySchema" | "close">;

/** A statement that removes more rows than this holds its locks for long. */
const rowsAtOnce = 1000;

export function maintenanceMethods({ store, run, close }: Kit): Methods {
  return {
    async sweep(options) {
      const { limit = rowsAtOnce } = Object(options);
      if (!Number.isSafeInteger(limit) || limit < 1) throw invalid("sweep", '"limit" must be a positive integer.');
      return run("sweep", "session", {}, async () => {
        const now = new Date();
        const sessions = await store.sessions.sweep(now, limit);
        const verificationTokens = sessions < limit ? await store.tokens.sweep(now, limit - sessions) : 0;
        return { sessions, verificationTokens };
      });
    },

    createSchema: async () =>
      run("createSchema", "user", {}, async () => {
        await store.schema.create();
        return store.schema.verify();
      }),

    verifySchema: async () => run("verifySchema", "user", {}, () => store.schema.verify()),

    async close() {
      close();
    },
  };
}
