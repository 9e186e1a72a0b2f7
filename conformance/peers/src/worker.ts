/** The process of one peer on one engine: `worker.ts MODULE ENGINE LIMIT TRIPS CASE…`. It tells its parent what it finds. */
import type { CaseId } from "@mortise/conformance";
import type { Peer } from "./peer.ts";
import { runCases, type Told, type Trips } from "./run.ts";

const [module = "", engineName, limit, trips, ...ids] = process.argv.slice(2);
const tell = (told: Told) => new Promise<void>((resolve) => void process.send?.(told, () => resolve()));
process.on(
  "unhandledRejection",
  (error) => void tell({ stray: error instanceof Error ? error.message : String(error) }),
);

const { peer }: { peer: Peer } = await import(module);
const engine = peer.engines.find(({ name }) => name === engineName);
if (!engine) throw new Error(`${peer.adapter} is not run on ${engineName}`);
await runCases({
  engine,
  ids: ids as CaseId[],
  limit: Number(limit),
  trips: trips ? (JSON.parse(trips) as Trips) : undefined,
  tell,
});
// A peer may leave timers and sockets behind.
process.exit();
