/**
 * A Worker that signs a user in over an adapter, by the methods and in the order in which Auth.js calls them, and answers
 * with what it saw. The path of the request names the adapter.
 */
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { MemoryAdapter } from "@mortise/memory-adapter";
import { drizzle } from "drizzle-orm/d1";

const email = "ada@example.com";

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const adapter = pathname === "/memory" ? MemoryAdapter() : DrizzleAdapter(drizzle(env.DB));
    const expires = new Date(Date.now() + 600_000);
    await adapter.createVerificationToken({ identifier: email, token: "0".repeat(64), expires });
    const token = await adapter.useVerificationToken({ identifier: email, token: "0".repeat(64) });
    const again = await adapter.useVerificationToken({ identifier: email, token: "0".repeat(64) });
    const user = await adapter.createUser({ email: token.identifier, emailVerified: new Date() });
    await adapter.createSession({ sessionToken: "session", userId: user.id, expires });
    const found = await adapter.getSessionAndUser("session");
    const refusal = await adapter.createUser({ email }).catch((error) => error.code);
    return Response.json({
      node: [typeof process, typeof Buffer],
      again,
      isSameUser: (await adapter.getUser(user.id)).id === user.id && found.user.id === user.id,
      isSameExpiry: found.session.expires.getTime() === expires.getTime(),
      refusal,
    });
  },
};
