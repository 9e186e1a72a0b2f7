/**
 * A process of its own that removes a run's containers when the run is gone, however it ended: `node remove-containers.ts
 * PID LABEL`. Testcontainers' reaper does the same in a container, whose image a machine without a registry does not have.
 */
import { execFileSync } from "node:child_process";

const [pid, label] = process.argv.slice(2);
/** A container may be on its way when the run is killed, so this looks again for a while. */
let looks = 40;

setInterval(() => {
  if (isAlive(Number(pid))) return;
  const ids = execFileSync("docker", ["ps", "-aq", "--filter", `label=${label}=${pid}`], { encoding: "utf8" });
  const own = ids.split("\n").filter(Boolean);
  if (own.length > 0) execFileSync("docker", ["rm", "-f", "-v", ...own]);
  looks -= 1;
  if (looks === 0) process.exit();
}, 500);

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
