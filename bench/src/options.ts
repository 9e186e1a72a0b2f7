/** How the bench was called. */
import { parseArgs } from "node:util";

const parts = ["methods", "growth", "weight"] as const;
type Part = (typeof parts)[number];

const latencies = [0, 1, 5] as const;

export interface BenchOptions {
  readonly isQuick: boolean;
  /** Milliseconds that each answer of a server is late; each makes a run of its own. */
  readonly latencies: readonly number[];
  /** A part of the name of the adapters, of the engines and of the operations that are asked for, in lower case. */
  readonly backend: string;
  readonly engine: string;
  readonly operation: string;
  readonly parts: readonly Part[];
  /** Seconds that filling one database may take; what would take longer is not measured. */
  readonly patience: number;
  /** Whether nothing was left out by choice. */
  readonly isWhole: boolean;
  /** Whether nothing is run, and what the last run found is written once more: when a cause of it has become known. */
  readonly isRewrite: boolean;
}

export const usage = `pnpm bench [--quick] [--latency ${latencies.join("|")}]… [--backend TEXT] [--engine TEXT] [--operation TEXT] [--only ${parts.join(",")}] [--patience SECONDS]
pnpm bench --rewrite`;

/**
 * @param args what stands behind the command.
 * @throws TypeError when there is an option that the bench does not have.
 * @throws RangeError when an option has a value that it cannot have.
 */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      latency: { type: "string", multiple: true, default: [] },
      backend: { type: "string", default: "" },
      engine: { type: "string", default: "" },
      operation: { type: "string", default: "" },
      only: { type: "string", multiple: true, default: [] },
      patience: { type: "string", default: "45" },
      rewrite: { type: "boolean", default: false },
    },
  });
  const { quick, latency, backend, engine, operation, only, patience, rewrite } = values;
  if (rewrite && args.length > 1) throw new RangeError("--rewrite takes no other option");
  const wanted = latency.map((text) => oneOf("--latency", text, latencies));
  if (!/^[1-9]\d{0,4}$/.test(patience)) throw new RangeError("--patience takes 1 to 99999 seconds");
  const named = only.flatMap((text) => text.split(",")).map((text) => oneOf("--only", text, parts));
  return {
    isQuick: quick,
    latencies: wanted.length > 0 ? [...new Set(wanted)].sort((one, other) => one - other) : quick ? [0] : [0, 1],
    backend: backend.toLowerCase(),
    engine: engine.toLowerCase(),
    operation: operation.toLowerCase(),
    parts: parts.filter((part) => named.length === 0 || named.includes(part)),
    patience: Number(patience),
    isWhole: wanted.length + named.length === 0 && backend + engine + operation === "",
    isRewrite: rewrite,
  };
}

function oneOf<Value extends string | number>(option: string, text: string, values: readonly Value[]): Value {
  const value = values.find((each) => String(each) === text.trim());
  if (value === undefined) {
    throw new RangeError(`${option} takes ${values.join(", ")}, and not ${JSON.stringify(text)}`);
  }
  return value;
}
