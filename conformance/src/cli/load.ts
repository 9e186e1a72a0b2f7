/** Finds the adapter and the second path in the modules that a person names. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Opened, SomeRawPath } from "../any-adapter.ts";
import type { Harness } from "../harness.ts";
import { UsageError } from "./usage-error.ts";

/** What a module of an adapter comes to. */
export interface Subject {
  /** A whole harness where the module makes one, and else what there is of one. */
  readonly open: () => Promise<Opened | Harness>;
  /** Whether each call of `open` makes an empty database of its own. */
  readonly isFresh: boolean;
}

type Open = (...args: readonly unknown[]) => unknown;

/** @throws UsageError when the module cannot be used, with what mends it. */
export async function loadSubject(path: string, rawPath: string | undefined): Promise<Subject> {
  const exported = await load(path);
  const raw = rawPath === undefined ? exported.raw : pick(await load(rawPath), ["raw"]);
  const found = pick(exported, ["adapter", "open"]);
  const withRaw = async (opened: Opened): Promise<Opened> => {
    const own = raw === undefined ? opened.raw : await called(raw, opened);
    return own === undefined ? opened : { ...opened, raw: asRaw(own, rawPath ?? path) };
  };

  const open = isObject(found) && typeof found.open === "function" ? found.open : exported.open;
  if (typeof open === "function") {
    return {
      isFresh: true,
      async open() {
        const opened = await opening(() => Reflect.apply(open, found ?? exported, []));
        if (!isObject(opened) || !isAdapter(opened.adapter))
          throw noAdapter(path, "what open() answers has no adapter");
        return isHarness(opened) ? opened : withRaw(opened as unknown as Opened);
      },
    };
  }
  if (typeof found === "function") {
    const make = async () => {
      const made = await opening(() => found());
      if (!isAdapter(made)) throw noAdapter(path, "what the exported function returns is not an adapter");
      return made;
    };
    return { isFresh: false, open: async () => withRaw(await withSecond(await make(), make)) };
  }
  if (!isAdapter(found)) throw noAdapter(path, `it exports ${Object.keys(exported).join(", ") || "nothing"}`);
  return { isFresh: false, open: () => withRaw({ adapter: found }) };
}

type Callable = Record<string, unknown>;

/** A function that makes an adapter makes a second one too, if both come to the same database. */
async function withSecond(adapter: Callable, make: () => Promise<Callable>): Promise<Opened> {
  try {
    const second = await make();
    const email = `second.${crypto.randomUUID()}@example.com`;
    const { id } = Object(await invoke(adapter, "createUser", { id: crypto.randomUUID(), email, emailVerified: null }));
    const found = Object(await invoke(second, "getUser", id)).id === id;
    await invoke(adapter, "deleteUser", id);
    return found ? { adapter, second: make } : { adapter };
  } catch {
    // What is wrong with these methods is for the cases to say.
    return { adapter };
  }
}

function invoke(adapter: Callable, name: string, argument: unknown): unknown {
  return Reflect.apply(adapter[name] as Open, adapter, [argument]);
}

async function load(path: string): Promise<Callable> {
  const name = basename(path);
  if (!existsSync(path)) throw new UsageError("NO_SUCH_FILE", `there is no file ${path}`);
  try {
    return { ...(await import(pathToFileURL(path).href)) };
  } catch (cause) {
    const { code, message = String(cause) } = Object(cause);
    const types = "run it with Node.js 22.18 or newer, or compile it and give the .js file";
    if (code === "ERR_UNKNOWN_FILE_EXTENSION" && /\.[cm]?ts$/.test(path)) {
      const mend = `Node.js ${process.versions.node} does not run TypeScript: ${types}`;
      throw new UsageError("NO_TYPESCRIPT", `${name} cannot be loaded. ${mend}`, { cause });
    }
    if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX" || code === "ERR_UNKNOWN_FILE_EXTENSION") {
      const mend = "compile it and give the .js file";
      throw new UsageError("NO_TYPESCRIPT", `${name} cannot be loaded: ${message}. ${mend}`, { cause });
    }
    throw new UsageError("LOAD_FAILED", `${name} cannot be loaded: ${message}`, { cause });
  }
}

/** The default export, one of these names, or the one thing that there is. */
function pick(exported: Callable, names: readonly string[]): unknown {
  const known = ["default", ...names].find((name) => exported[name] !== undefined);
  const own = Object.keys(exported).filter((name) => names.includes("raw") || name !== "raw");
  const name = known ?? (own.length === 1 ? own[0] : undefined);
  return name === undefined ? undefined : exported[name];
}

async function opening(open: () => unknown): Promise<unknown> {
  try {
    return await open();
  } catch (cause) {
    const { message = String(cause) } = Object(cause);
    const needs = "The module's function is called without arguments: give it what it needs in the module";
    throw new UsageError("OPEN_FAILED", `the adapter cannot be opened: ${message}\n${needs}`, { cause });
  }
}

async function called(raw: unknown, opened: Partial<Opened>): Promise<unknown> {
  return typeof raw === "function" ? opening(() => raw(opened)) : raw;
}

function asRaw(raw: unknown, path: string): SomeRawPath {
  const missing = ["rows", "insert", "clear"].filter((name) => typeof Object(raw)[name] !== "function");
  if (missing.length === 0) return raw as SomeRawPath;
  const expected = "a second path has the functions rows(record), insert(record, row) and clear()";
  throw new UsageError("NO_RAW_PATH", `${basename(path)}: ${expected}; ${missing.join(" and ")} is missing`);
}

function isObject(value: unknown): value is Callable {
  return typeof value === "object" && value !== null;
}

/** A class instance has its methods on its prototype, which INT-01 says. */
function isAdapter(value: unknown): value is Callable {
  return isObject(value) && ["createUser", "getUser", "getUserByEmail"].some((name) => name in value);
}

/** Whether this is a whole harness, so that nothing is to be made up. */
export function isHarness(opened: object): opened is Harness {
  return ["traits", "raw", "meter", "freshUserId", "close"].every((name) => name in opened);
}

function noAdapter(path: string, what: string): UsageError {
  const expected =
    "Export an Auth.js adapter, a function that returns one, or { open() } that answers { adapter }, as the default";
  return new UsageError("NO_ADAPTER", `${basename(path)}: ${what}.\n${expected}`);
}
