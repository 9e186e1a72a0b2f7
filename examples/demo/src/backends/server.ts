/** Where a server comes from: an address that was given, one in the environment, or a container for this run alone. */
import { servers } from "@mortise/conformance/engines/servers";
import { codeOf, StartError } from "../start-error.ts";
import type { Backend } from "./backend.ts";

interface Found {
  readonly url: string;
  /** What may be shown of where it is. */
  readonly place: string;
  /** Removes a container of the demo's own. */
  readonly stop?: () => Promise<void>;
}

/**
 * Finds a server and hands it over to be used. A container is removed when the backend is closed, or cannot be opened.
 * @param id the server's, as the suite's list has it.
 * @param address that was given, if any.
 * @throws StartError when there is none, or it cannot be used.
 */
export async function useServer(
  id: string,
  address: string | undefined,
  use: (url: string, place: string) => Promise<Backend>,
): Promise<Backend> {
  const { url, place, stop } = await find(id, address);
  try {
    const backend = await use(url, place);
    if (stop === undefined) return backend;
    // Nobody keeps a container that is gone at the end.
    return { ...backend, notes: [], close: () => backend.close().finally(stop) };
  } catch (error) {
    await stop?.();
    throw error instanceof StartError ? error : new StartError(`Cannot use ${place}: ${reasonOf(error)}.`);
  }
}

async function find(id: string, address: string | undefined): Promise<Found> {
  const server = servers.find((one) => one.id === id);
  if (server === undefined) throw new Error(`The suite's list has no server ${id}.`);
  const { name, variable } = server;
  const url = address ?? process.env[variable];
  if (url) return { url, place: withoutPassword(url) };

  console.error(`demo: a container of ${name} is started, for no address was given.`);
  const { startContainers } = await import("../../../../scripts/containers.ts");
  const { env, stop } = await startContainers([server]);
  const started = env[variable];
  if (started) return { url: started, place: `${name} in a container, gone when this ends`, stop };
  throw new StartError(
    `There is no ${name}. Give the address of one with --address or in ${variable}, or start Docker for a container of it.`,
  );
}

export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, "//").replace(/\?.*/, "");
}

/** What the driver says, past the errors that others made of it: its first sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (codeOf(error) === "ECONNREFUSED") return "nothing answers there";
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const [sentence] = error.message.split(/\.(?:\s|$)|\n/);
  return sentence || error.name;
}
