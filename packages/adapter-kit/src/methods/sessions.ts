import type { MortiseAdapter } from "../adapter.ts";
import { invalid, isUserId } from "../arguments.ts";
import type { Kit, Plain } from "../kit.ts";
import { isSessionToken, isStoredForm, sessionTokensOf } from "../session-tokens.ts";
import { isKey } from "../values.ts";

type Methods = Pick<
  MortiseAdapter,
  "createSession" | "getSessionAndUser" | "updateSession" | "deleteSession" | "listSessions" | "revokeSessions"
>;

export function sessionMethods({ store, userIds, options, run, encode, decode, checkOwner }: Kit): Methods {
  const { formsOf } = sessionTokensOf(options.hashSessionTokens);
  const isLive = (session: Plain, now: Date) => (session.expires as Date) > now;

  return {
    async createSession(input) {
      const record = encode("createSession", "session", input, { isNew: true });
      checkOwner("createSession", record);
      const sessionToken = record.sessionToken as string;
      if (isStoredForm(sessionToken)) throw invalid("createSession", '"sessionToken" has the form of a stored hash.');
      return run("createSession", "session", record, async () => {
        const [stored] = await formsOf(sessionToken);
        const row = await store.sessions.insert({ ...record, sessionToken: stored } as never);
        return { ...decode("session", row), sessionToken };
      });
    },

    async getSessionAndUser(sessionToken) {
      if (!isSessionToken(sessionToken)) return null;
      return run("getSessionAndUser", "session", { sessionToken }, async () => {
        const [stored, plain] = await formsOf(sessionToken);
        // The hash once more at the end: another read may have rewritten the row between the first two looks.
        const forms = plain === undefined ? [stored] : [stored, plain, stored];
        let key = stored;
        let found: Awaited<ReturnType<typeof store.sessions.withUser>> = null;
        for (const form of forms) {
          key = form;
          found = await store.sessions.withUser(form);
          if (found) break;
        }
        if (found === null) return null;
        const session = decode("session", found.session);
        const owner = decode("user", found.user);
        if (session.sessionToken !== key || session.userId !== owner.id) return null;
        const now = new Date();
        if (!isLive(session, now)) {
          await store.sessions.deleteExpired(key, now);
          return null;
        }
        if (key !== stored) await store.sessions.update(key, { sessionToken: stored });
        return { session: { ...session, sessionToken }, user: owner };
      });
    },

    async updateSession(input) {
      const { sessionToken } = Object(input);
      if (typeof sessionToken !== "string") throw invalid("updateSession", '"sessionToken" must be a string.');
      const patch = encode("updateSession", "session", input, {}, "sessionToken", "userId");
      if (!isSessionToken(sessionToken) || Object.keys(patch).length === 0) return null;
      return run("updateSession", "session", { ...patch, sessionToken }, async () => {
        const [stored, plain] = await formsOf(sessionToken);
        // In the clear first: a read that rewrites the row in the meantime moves it to where the second statement looks.
        const moved = plain && (await store.sessions.update(plain, { ...patch, sessionToken: stored }));
        const row = (await store.sessions.update(stored, patch)) ?? moved;
        return row ? { ...decode("session", row), sessionToken } : null;
      });
    },

    async deleteSession(sessionToken) {
      if (typeof sessionToken !== "string") throw invalid("deleteSession", "the session token must be a string.");
      if (!isKey(sessionToken)) return;
      await run("deleteSession", "session", { sessionToken }, async () => {
        const [stored, plain] = await formsOf(sessionToken);
        // In the clear first, as above: no read in the meantime brings a session back that was signed out.
        if (plain) await store.sessions.delete(plain);
        await store.sessions.delete(stored);
      });
    },

    async listSessions(userId) {
      if (!isUserId(userId, userIds)) return [];
      return run("listSessions", "session", { userId }, async () => {
        const now = new Date();
        const rows = (await store.sessions.listByUser(userId)).map((row) => decode("session", row));
        return rows.filter((session) => session.userId === userId && isLive(session, now));
      });
    },

    async revokeSessions(userId, revokeOptions) {
      const { except } = Object(revokeOptions);
      if (typeof userId !== "string") throw invalid("revokeSessions", "the user's id must be a string.");
      if (except !== undefined && typeof except !== "string") {
        throw invalid("revokeSessions", '"except" must be a session token.');
      }
      if (!isUserId(userId, userIds)) return 0;
      return run("revokeSessions", "session", { userId, sessionToken: except }, async () => {
        const kept = isKey(except) ? await formsOf(except) : [];
        return store.sessions.deleteByUser(userId, kept as readonly string[]);
      });
    },
  };
}
