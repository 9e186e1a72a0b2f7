/** The Worker on Upstash's protocol: its keys are read from the Redis server behind the bridge. */
import { Wire } from "@mortise/conformance/engines/engine";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { openBridge } from "@mortise/conformance/engines/upstash";
import { signIns } from "@mortise/example-worker-shared/sign-ins";
import { createClient } from "redis";
import { afterAll, expect, test } from "vitest";

const [server] = serversOf("redis");
if (server === undefined) throw new Error("The suite's list has no Redis.");
const { absent, url } = addressOf(server);

if (absent !== undefined) {
  test(`not run: ${absent}`, () => {
    expect(process.env.MORTISE_REQUIRE_ALL, absent).toBeFalsy();
  });
} else {
  const bridge = await openBridge(url, new Wire());
  const client = await createClient({ url }).connect();
  afterAll(async () => {
    client.destroy();
    await bridge.close();
  });

  const prefix = "mortise-worker:user:";
  const keys = async (kind: RegExp) => {
    const all = await client.keys(`${prefix}*`);
    return all.filter((key) => kind.test(key.slice(prefix.length)));
  };
  /** A field of the records of a kind, whose keys have this after the prefix. */
  const values = async (field: string, kind: RegExp): Promise<unknown[]> => {
    const records = await Promise.all((await keys(kind)).map((key) => client.get(key)));
    return records.map((record) => JSON.parse(String(record))[field]);
  };
  const access = { UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: bridge.token };

  signIns({
    folder: new URL("../", import.meta.url),
    secrets: access,
    start: { args: ["--port", "0"], env: { [server.variable]: url } },
    open: async () => ({
      emails: () => values("email", /^[^:]+$/),
      sessions: () => values("sessionToken", /^session:[^:]+$/),
      accounts: () => values("providerAccountId", /^account:oidc:[^:]+$/),
      links: async () => (await keys(/^token:(?!by-token:)/)).length,
      clear: async () => void (await client.unlink([prefix, ...(await keys(/./))])),
    }),
  });
}
