/** `pnpm start`: brings the local database up to date and runs the Worker on it. */
import { develop, persistence, wrangler } from "@mortise/example-worker-shared/dev";

const isReady = await wrangler(["d1", "migrations", "apply", "DB", "--local", ...persistence]);
if (isReady) await develop();
