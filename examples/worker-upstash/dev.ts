/** `pnpm start`: runs the Worker on the database that the environment names, or on a Redis server behind a bridge. */
import { Wire } from "@mortise/conformance/engines/engine";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { openBridge } from "@mortise/conformance/engines/upstash";
import { develop } from "@mortise/example-worker-shared/dev";
import { startContainers } from "../../scripts/containers.ts";

const { UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN } = process.env;
if (UPSTASH_REDIS_REST_URL && UPSTASH_REDIS_REST_TOKEN) {
  await develop({ UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN });
} else {
  await developOverBridge();
}

/** There is no Upstash to install: its protocol is spoken by the suite's own bridge, with a Redis server behind it. */
async function developOverBridge(): Promise<void> {
  const [redis] = serversOf("redis");
  if (redis === undefined) throw new Error("The suite's list has no Redis.");
  const { env, stop } = await startContainers([redis]);
  try {
    Object.assign(process.env, env);
    const { url, absent } = addressOf(redis);
    if (absent !== undefined) {
      console.error(`There is ${absent}. Or give UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.`);
      process.exitCode = 1;
      return;
    }
    const bridge = await openBridge(url, new Wire());
    await develop({ UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: bridge.token }).finally(bridge.close);
  } finally {
    await stop();
  }
}
