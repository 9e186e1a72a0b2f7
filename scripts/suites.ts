/** Every adapter on every engine, under the names of the report: one list for what is not the conformance run itself. */
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Harness } from "@mortise/conformance";
import { type Server, servers } from "@mortise/conformance/engines/servers";
import { createMemoryDatabase, layouts } from "@mortise/memory-adapter";
import { openMemory } from "../packages/memory-adapter/test/harness.ts";
import { startContainers } from "./containers.ts";

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), "packages");

/** An adapter on an engine. */
export interface NamedSuite {
  /** `adapter / engine`, as the report names it. */
  readonly name: string;
  readonly open: () => Promise<Harness>;
  /** Why the engine is not here, if it is not. */
  readonly absent?: string | undefined;
}

/** The suites that were asked for. */
export interface Wanted {
  readonly suites: readonly NamedSuite[];
  /** Removes the containers that were started for them. */
  stop(): Promise<void>;
}

/** The memory adapter: what the others are held against. */
export const reference: NamedSuite = { name: "memory-adapter / memory", open: () => openMemory() };

/** The reference for an adapter of these traits: where its database has no foreign keys, this one has none either. */
export function openReference({ unowned = [] }: Harness["traits"]): Promise<Harness> {
  const declared = unowned.map((record) => [record, { ...layouts[record], foreignKey: false }]);
  return openMemory({ createDatabase: (own) => createMemoryDatabase({ ...Object.fromEntries(declared), ...own }) });
}

/**
 * The suites that texts name, with their servers brought up.
 * @param texts each the name of a suite or of its engine, or where there is none of that name, a part of one.
 * @throws RangeError when a text names none.
 */
export async function openSuites(texts: readonly string[]): Promise<Wanted> {
  const adapters = await readdir(packages);
  const isNamed = ({ name }: Server) =>
    texts.some((text) => text.includes(name) || adapters.some((adapter) => `${adapter} / ${name},`.includes(text)));
  const containers = await startContainers(servers.filter(isNamed));
  // Where a server is, the suites look up when they are imported.
  Object.assign(process.env, containers.env);
  try {
    const all = [reference, ...(await suitesOf(adapters))];
    const named = texts.flatMap((text) => {
      const exact = all.filter(({ name }) => name === text || name.endsWith(` / ${text}`));
      const found = exact.length > 0 ? exact : all.filter(({ name }) => name.includes(text));
      if (found.length === 0) throw new RangeError(`no adapter on an engine is called ${JSON.stringify(text)}`);
      return found;
    });
    return { suites: [...new Set(named)], stop: containers.stop };
  } catch (error) {
    await containers.stop();
    throw error;
  }
}

/** A suite as the packages' own lists have it. */
interface Listed extends NamedSuite {
  /** The cases to run, where it is about a part of the matrix. */
  readonly only?: readonly unknown[];
}

/** What the files `test/suites-*.ts` of the packages export, but for those that are about a part of the matrix alone. */
async function suitesOf(adapters: readonly string[]): Promise<NamedSuite[]> {
  const all: NamedSuite[] = [];
  for (const adapter of adapters) {
    const folder = join(packages, adapter, "test");
    const files = await readdir(folder).catch(() => []);
    for (const file of files.filter((name) => /^suites-.*\.ts$/.test(name)).sort()) {
      const exported: object = await import(pathToFileURL(join(folder, file)).href);
      const listed = Object.values(exported).filter(Array.isArray).flat() as Listed[];
      const whole = listed.filter(({ only }) => only === undefined);
      all.push(...whole.map((suite) => ({ ...suite, name: `${adapter} / ${suite.name}` })));
    }
  }
  return all;
}

/** Ends the script because of how it was called. */
export function misused(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

/** The value of an option that has to be a whole number. */
export function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(number) || number < least) {
    misused(`${option} must be a whole number from ${least} on, and is ${JSON.stringify(text)}`);
  }
  return number;
}

/** The suites whose engine is here; what is not is said. */
export function present(suites: readonly NamedSuite[]): NamedSuite[] {
  for (const { name, absent } of suites) if (absent !== undefined) console.error(`not run: ${name}: ${absent}`);
  return suites.filter(({ absent }) => absent === undefined);
}
