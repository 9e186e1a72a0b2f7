/** `@auth/d1-adapter` over the tables that its own migration makes. */
import { D1Adapter, up } from "@auth/d1-adapter";
import { type D1Client, openD1 } from "@mortise/conformance/engines/d1";
import { type Peer, traits } from "./peer.ts";
import { noAuthenticators, openPeerHarness, type Tables } from "./sql.ts";

const names = { user: "users", account: "accounts", session: "sessions", verificationToken: "verification_tokens" };
const withId = () => ({ id: crypto.randomUUID() });
const tables: Tables = { tables: names, fill: { account: withId, session: withId }, dates: "iso" };

/** The statements of the migration, which does not say when they are through. */
async function schema(): Promise<string[]> {
  const statements: string[] = [];
  await up({
    prepare: (statement: string) => ({ run: async () => void statements.push(statement) }),
  } as never);
  return [...statements, noAuthenticators("users", "text")];
}

export const peer: Peer = {
  adapter: "@auth/d1-adapter",
  module: import.meta.url,
  drivers: [],
  engines: [
    {
      name: "D1",
      open: async () =>
        openPeerHarness({
          engine: await openD1(),
          schema: await schema(),
          tables,
          adapterOf: (client: D1Client) => D1Adapter(client as never),
          traits: traits({ kind: "text", from: "store" }),
        }),
    },
  ],
};
