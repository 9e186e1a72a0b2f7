import { invalid } from "../arguments.ts";
import type { Methods } from "../kit.ts";

export const maintenanceMethods: Methods<"sweep" | "createSchema" | "verifySchema"> = {
  async sweep(call, options) {
    // A statement that removes more rows holds its locks for long.
    const { limit = 1000 } = Object(options);
    if (!Number.isSafeInteger(limit) || limit < 1) throw invalid(call, '"limit" must be a positive integer.');
    const now = new Date();
    const swept = await call.store.sessions.sweep(now, limit);
    return {
      sessions: swept,
      verificationTokens: swept < limit ? await call.store.tokens.sweep(now, limit - swept) : 0,
    };
  },

  async createSchema(call) {
    await call.store.schema.create();
    return call.store.schema.verify();
  },

  verifySchema: (call) => call.store.schema.verify(),
};
