/** Containers of the servers of the matrix: one each for the whole run, none left when it is gone. */
import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { addressOf, containerVariable, type Server } from "@mortise/conformance/engines/servers";
import { GenericContainer, type StartedTestContainer, Wait } from "testcontainers";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const run = promisify(execFile);

/** How `docker/engines.json` describes a container of an engine. */
export interface Recipe {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** As the suite's list of servers has it. */
  readonly variable: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly tmpfs: Readonly<Record<string, string>>;
  /** Asks the server whether it is ready, in the container. */
  readonly ready: string;
  readonly url: string;
}

export interface Containers {
  /** The variables that tell the tests where the servers are. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a container of each server that has no address in the environment. Where Docker or an image is missing it says
 * so and goes on: the tests name the gap, or fail with `--require-all`.
 */
export async function startContainers(servers: readonly Server[]): Promise<Containers> {
  const wanted = servers.filter((server) => addressOf(server).absent !== undefined);
  if (wanted.length === 0 || !(await hasDocker())) return { env: {}, stop: async () => {} };
  removeWhenGone();
  const images = await imagesOf();
  const recipes: Recipe[] = JSON.parse(await readFile(join(root, "docker", "engines.json"), "utf8"));
  const started = await Promise.all(
    wanted.map(async (server) => {
      const recipe = recipes.find(({ id }) => id === server.id);
      const image = images.get(server.id);
      if (!recipe || !image) throw new Error(`docker/ has no ${server.id}`);
      try {
        return { server, recipe, container: await start(image, recipe) };
      } catch (error) {
        console.error(`no container of ${server.name}: ${error instanceof Error ? error.message : error}`);
        return undefined;
      }
    }),
  );
  const running = started.filter((each) => each !== undefined);
  return {
    env: Object.fromEntries(
      running.flatMap(({ server, recipe, container }) => [
        [server.variable, urlOf(recipe, container)],
        [containerVariable(server), "1"],
      ]),
    ),
    stop: async () => void (await Promise.all(running.map(({ container }) => container.stop({ timeout: 0 })))),
  };
}

function start(image: string, { port, env, command, tmpfs, ready }: Recipe): Promise<StartedTestContainer> {
  return new GenericContainer(image)
    .withEnvironment({ ...env })
    .withCommand([...command])
    .withTmpFs({ ...tmpfs })
    .withExposedPorts(port)
    .withLabels({ [label]: String(process.pid) })
    .withHealthCheck({ test: ["CMD-SHELL", ready], interval: 250, timeout: 5000, retries: 240, startPeriod: 0 })
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(90_000)
    .start();
}

function urlOf({ url, port }: Recipe, container: StartedTestContainer): string {
  return url.replace("{host}", container.getHost()).replace("{port}", String(container.getMappedPort(port)));
}

async function hasDocker(): Promise<boolean> {
  return run("docker", ["info"]).then(
    () => true,
    () => false,
  );
}

/** The image of each engine: the official one, or with `MORTISE_IMAGES=debian` the one that `docker/prepare` made. */
async function imagesOf(): Promise<Map<string, string>> {
  const { stdout } = await run(join(root, "docker", "prepare"), ["--list"]);
  const lines = stdout.trim().split("\n");
  return new Map(lines.map((line) => line.split(" ", 2) as [string, string]));
}

const label = "mortise.run";

/** Has this run's containers removed when it is gone. */
function removeWhenGone(): void {
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  const script = join(root, "scripts", "remove-containers.ts");
  spawn(process.execPath, [script, String(process.pid), label], { detached: true, stdio: "ignore" }).unref();
}
