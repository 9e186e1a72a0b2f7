import { checkString, invalid } from "../arguments.ts";
import { asked, decode, encode, isUserId, type Methods, owned, type Plain } from "../kit.ts";
import { isSessionToken, isStoredForm } from "../session-tokens.ts";
import { isKey } from "../values.ts";

type Names =
  | "createSession"
  | "getSessionAndUser"
  | "updateSession"
  | "deleteSession"
  | "listSessions"
  | "revokeSessions";

const isLive = (session: Plain, now: number): boolean => (session.expires as Date).getTime() > now;

/** A session under the token that the visitor has. */
function shown(session: Plain, sessionToken: string): Plain {
  session.sessionToken = sessionToken;
  return session;
}

export const sessionMethods: Methods<Names> = {
  async createSession(call, input) {
    const record = encode(call, "session", input, "new");
    const sessionToken = record.sessionToken as string;
    if (isStoredForm(sessionToken)) throw invalid(call, '"sessionToken" has the form of a stored hash.');
    const [stored] = await call.kit.formsOf(sessionToken);
    return shown(
      decode(call, "session", await call.store.sessions.insert({ ...record, sessionToken: stored } as never)),
      sessionToken,
    );
  },

  async getSessionAndUser(call, sessionToken) {
    if (!isSessionToken(sessionToken)) return null;
    call.sent = ["session", { sessionToken }];
    const [stored, plain] = await call.kit.formsOf(sessionToken);
    // The hash once more at the end: another read may have rewritten the row between the first two looks.
    for (const key of plain ? [stored, plain, stored] : [stored]) {
      const found = await call.store.sessions.withUser(key);
      if (found === null) continue;
      const session = asked(call, "session", found.session, "sessionToken", key);
      const user = session && asked(call, "user", found.user, "id", session.userId);
      if (!user) return null;
      const now = Date.now();
      if (!isLive(session, now)) {
        await call.store.sessions.deleteExpired(key, new Date(now));
        return null;
      }
      if (key !== stored) await call.store.sessions.update(key, { sessionToken: stored });
      return { session: shown(session, sessionToken), user };
    }
    return null;
  },

  async updateSession(call, input) {
    const { sessionToken } = Object(input);
    checkString(call, '"sessionToken"', sessionToken);
    const patch = encode(call, "session", input, "patch", ["sessionToken", "userId"]);
    if (!isSessionToken(sessionToken) || Object.keys(patch).length === 0) return null;
    call.sent = ["session", { ...patch, sessionToken }];
    const [stored, plain] = await call.kit.formsOf(sessionToken);
    // In the clear first: a read that rewrites the row in the meantime moves it to where the second statement looks.
    const moved = plain && (await call.store.sessions.update(plain, { ...patch, sessionToken: stored }));
    const row = (await call.store.sessions.update(stored, patch)) ?? moved;
    return row ? shown(decode(call, "session", row), sessionToken) : null;
  },

  async deleteSession(call, sessionToken) {
    checkString(call, "the session token", sessionToken);
    if (!isKey(sessionToken)) return;
    call.sent = ["session", { sessionToken }];
    const [stored, plain] = await call.kit.formsOf(sessionToken);
    // In the clear first, as above: no read in the meantime brings a session back that was signed out.
    if (plain) await call.store.sessions.delete(plain);
    await call.store.sessions.delete(stored);
  },

  async listSessions(call, userId) {
    if (!isUserId(call, userId)) return [];
    const now = Date.now();
    const own = owned(call, "session", await call.store.sessions.listByUser(userId), userId);
    return own.filter((session) => isLive(session, now));
  },

  async revokeSessions(call, userId, revokeOptions) {
    const { except = "" } = Object(revokeOptions);
    checkString(call, "the user's id", userId);
    checkString(call, '"except"', except);
    if (!isUserId(call, userId)) return 0;
    call.sent = ["session", { sessionToken: except }];
    const kept = isKey(except) ? await call.kit.formsOf(except) : [];
    return call.store.sessions.deleteByUser(userId, kept as readonly string[]);
  },
};
