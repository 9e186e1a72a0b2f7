import { sessionTokenOf, signOut, visitorOf } from "$lib/server/auth";
import { adapter } from "$lib/server/database";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { id, name } = await visitorOf(locals);
  const token = sessionTokenOf(cookies);
  const sessions = (await adapter.listSessions(id))
    // The tokens stay on the server: whoever has one is signed in.
    .map(({ expires, sessionToken }) => ({ expires, isThis: sessionToken === token }))
    .sort((one, other) => Number(other.isThis) - Number(one.isThis));
  return { name, sessions };
};

export const actions: Actions = {
  signOut,
  async endOthers({ locals, cookies }) {
    const { id } = await visitorOf(locals);
    return { ended: await adapter.revokeSessions(id, { except: sessionTokenOf(cookies) }) };
  },
};
