/** Containers of the servers of the matrix: one each for the whole run, none left when it is gone. */
import { execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Address, addressOf, containerVariable, type Server } from "@mortise/conformance/engines/servers";
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
  /** Where it listens; of a cluster, the ports of its servers. */
  readonly port: number | readonly number[];
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** What is added to the command where the server is killed, and what it acknowledged has to outlive that. */
  readonly durable: readonly string[];
  readonly tmpfs: Readonly<Record<string, string>>;
  /** Asks the server whether it is ready, in the container. */
  readonly ready: string;
  /** In which `{host}:{port}` stands for where it is reached; of a cluster, for all of its servers. */
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
  const recipes = await recipesOf();
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

/** @param hosts the ports of this machine, where they have to stay the same. */
function start(image: string, recipe: Recipe, hosts?: readonly number[]): Promise<StartedTestContainer> {
  const { env, command, tmpfs, ready } = recipe;
  const exposed = portsOf(recipe).map((container, n) => {
    const host = hosts?.[n];
    return host === undefined ? container : { container, host };
  });
  return (
    new GenericContainer(image)
      .withEnvironment({ ...env })
      .withCommand([...command])
      .withTmpFs({ ...tmpfs })
      .withExposedPorts(...exposed)
      .withLabels({ [label]: String(process.pid) })
      // Asked until it is ready, and then no more: a health check would start a process in the container for the whole run.
      .withWaitStrategy(Wait.forSuccessfulCommand(ready))
      .withStartupTimeout(90_000)
      .start()
  );
}

/** A server for one test alone. */
export interface OwnServer extends Address {
  /** Runs a command in the container, which has to succeed. */
  exec(...command: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A container of a server for a test that stops it, or why there is none. What it holds outlives a stop.
 * @param id the server's, as the suite's list has it.
 */
export async function startOwn(id: string): Promise<OwnServer | undefined> {
  const image = (await hasDocker()) ? (await imagesOf()).get(id) : undefined;
  const recipe = (await recipesOf()).find((each) => each.id === id);
  if (!image || !recipe) return undefined;
  removeWhenGone();
  // The port of a container that is started again is another one, unless it was asked for.
  const durable = { ...recipe, tmpfs: {}, command: [...recipe.command, ...recipe.durable] };
  const container = await start(image, durable, await freePorts(portsOf(recipe).length));
  return {
    url: urlOf(recipe, container),
    found: "container",
    async stop() {
      await run("docker", ["kill", container.getId()]);
      return async () => void (await run("docker", ["start", container.getId()]));
    },
    exec: async (...command) => void (await run("docker", ["exec", container.getId(), ...command])),
    remove: async () => void (await container.stop({ timeout: 0 })),
  };
}

/**
 * Ports that nobody listens on. They are below those which the machine and Docker give to whoever asks for any: one of
 * these may be somebody else's before the container has it.
 */
async function freePorts(count: number): Promise<number[]> {
  const free = new Set<number>();
  while (free.size < count) {
    const port = randomInt(20_000, 32_768);
    if (await isFree(port)) free.add(port);
  }
  return [...free];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

async function recipesOf(): Promise<Recipe[]> {
  return JSON.parse(await readFile(join(root, "docker", "engines.json"), "utf8"));
}

function portsOf({ port }: Recipe): readonly number[] {
  return typeof port === "number" ? [port] : port;
}

function urlOf(recipe: Recipe, container: StartedTestContainer): string {
  const reached = portsOf(recipe).map((port) => `${container.getHost()}:${container.getMappedPort(port)}`);
  return recipe.url.replace("{host}:{port}", reached.join());
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
