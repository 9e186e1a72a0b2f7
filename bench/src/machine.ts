/** What the bench runs on: without it a figure says nothing. */
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import type { Machine } from "./results.ts";

export function machineNow(): Machine {
  const [first] = cpus();
  const [load = 0] = loadavg();
  return {
    cpu: first?.model.trim() ?? "an unknown processor",
    cores: availableParallelism(),
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    os: `${type()} ${/^[\d.]*\d/.exec(release())?.[0] ?? release()}`,
    node: process.versions.node,
    load: Math.round(load * 100) / 100,
  };
}
