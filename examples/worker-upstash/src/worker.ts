/** Auth.js in a Worker, on Upstash Redis. */
import { type AuthEnv, createWorker } from "@mortise/example-worker-shared";
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { Redis } from "@upstash/redis/cloudflare";

interface Env extends AuthEnv {
  readonly UPSTASH_REDIS_REST_URL: string;
  readonly UPSTASH_REDIS_REST_TOKEN: string;
}

export default createWorker<Env>((env) => {
  // Not tried again: a link that was used up by the first try would be told to be nobody's.
  const client = Redis.fromEnv(env, { retry: { retries: 0 } });
  return UpstashRedisAdapter(client, { baseKeyPrefix: "mortise-worker:" });
});
