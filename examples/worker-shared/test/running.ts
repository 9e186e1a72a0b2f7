/** A Worker as Wrangler bundles and configures it, running in workerd. */
import { fileURLToPath } from "node:url";
import { createTestHarness, type WorkerHandle } from "wrangler";

export interface RunningWorker {
  /** Such as `http://localhost:8787`. */
  readonly origin: string;
  /** The Worker with what it is bound to. */
  readonly worker: WorkerHandle;
  /** The newest login link that it printed. */
  newestLink(): string;
  stop(): Promise<void>;
}

/**
 * Runs a Worker on a free port, with databases that are gone when it stops.
 * @param config its `wrangler.jsonc`.
 * @param secrets what it is told, in place of that which a person has in `.dev.vars`.
 */
export async function runWorker(config: URL, secrets: Readonly<Record<string, string>>): Promise<RunningWorker> {
  process.env.WRANGLER_BUILD_CONDITIONS = "@mortise/source,workerd,worker,browser";
  const harness = createTestHarness({ workers: [{ configPath: fileURLToPath(config), secrets: { ...secrets } }] });
  const { url } = await harness.listen();
  return {
    origin: `http://localhost:${url.port}`,
    worker: harness.getWorker(),
    newestLink() {
      const links = harness.getLogs().flatMap(({ message }) => /^Login link of .*: (http\S+)/.exec(message)?.[1] ?? []);
      return links.at(-1) ?? "";
    },
    stop: () => harness.close(),
  };
}
