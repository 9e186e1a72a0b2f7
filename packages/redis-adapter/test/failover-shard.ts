/** The two servers of a cluster that have the keys of a corner, and what befalls them. */
import type { RedisCorner } from "@mortise/conformance/engines/redis";
import { whenReady } from "../../../conformance/src/engines/server.ts";
import type { OwnServer } from "../../../scripts/containers.ts";

export interface Shard {
  /** Has the replica stand still: its connections are open, and nobody reads what comes over them. */
  pauseReplica(): Promise<void>;
  resumeReplica(): Promise<void>;
  /** Closes the connection over which the primary feeds the replica. One that stands still does not make another. */
  cutLink(): Promise<void>;
  /** Ends the primary at once, as when its machine fails. */
  killPrimary(): Promise<void>;
  /** Resolves when the replica has become the primary. */
  takenOver(): Promise<void>;
  /** Starts the primary that was killed; resolves when it follows the other one, and the cluster is whole. */
  revive(): Promise<void>;
  /** Has the two change their roles with nothing lost, as for maintenance. */
  handOver(): Promise<void>;
}

/** The shard of a cluster in a container of the test's own. */
export async function shardOf(own: OwnServer, corner: RedisCorner): Promise<Shard> {
  const [primary, replica] = await whenReady(() => portsOf(corner));
  const bash = (script: string) => own.exec("bash", "-c", script);
  const signal = (name: "STOP" | "CONT" | "KILL", port: number) => bash(`kill -${name} "$(</data/${port}/pid)"`);
  const whole = () => whenReady(() => own.exec("redis-cluster", "ready"));
  const isPrimary = (port: number) =>
    whenReady(() =>
      bash(`[[ $(redis-cli -p ${port} role) == master* && $(redis-cli -p ${port} cluster info) == *state:ok* ]]`),
    );
  return {
    pauseReplica: () => signal("STOP", replica),
    resumeReplica: () => signal("CONT", replica),
    cutLink: () => own.exec("redis-cli", "-p", String(primary), "-e", "CLIENT", "KILL", "TYPE", "replica"),
    killPrimary: () => signal("KILL", primary),
    takenOver: () => isPrimary(replica),
    async revive() {
      await own.exec("redis-cluster", "revive", String(primary));
      await whole();
    },
    async handOver() {
      await own.exec("redis-cli", "-p", String(replica), "-e", "CLUSTER", "FAILOVER");
      await isPrimary(replica);
      await whole();
    },
  };
}

/** On which ports of their machine the primary and the replica of the corner are. The servers learn it of each other by and by. */
async function portsOf({ base, send }: RedisCorner): Promise<readonly [primary: number, replica: number]> {
  const slot = Number(await send("CLUSTER", "KEYSLOT", base));
  const ranges = (await send("CLUSTER", "SLOTS")) as [from: number, to: number, ...servers: [string, number][]][];
  const [, , primary, replica] = ranges.find(([from, to]) => from <= slot && slot <= to) ?? [];
  if (!primary || !replica) throw new Error("no primary with a replica has the corner");
  return [primary[1], replica[1]];
}
