/** The same adapter with its two defects mended: what has to be one step is one. */
import type { Adapter } from "@auth/core/adapters";
import adapter from "./adapter.ts";
import { emails, pair, tokens, users } from "./database.ts";
import { isText, newUser } from "./rows.ts";

export default {
  ...adapter,
  async createUser(input) {
    const user = newUser(input);
    if (isText(user.email) && !(await emails.add(user.email, { id: user.id }))) throw new Error("that e-mail is taken");
    await users.put(user.id, user);
    return user;
  },
  useVerificationToken: ({ identifier, token }) => tokens.take(pair(identifier, token)),
} satisfies Adapter;
