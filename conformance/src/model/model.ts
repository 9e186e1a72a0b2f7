/** Runs histories of both forms until so many calls were made. */
import { checkConcurrent } from "./concurrent.ts";
import { checkSequential } from "./sequential.ts";
import { type Checked, type Divergence, Sides, type SidesOptions } from "./sides.ts";

export interface ModelOptions extends SidesOptions {
  /** How many calls to make, at least; the last history runs to its end. */
  readonly operations: number;
  /** Where the random numbers start: the same seed makes the same histories. */
  readonly seed: number;
  /** The share of the calls that several clients make at once, from 0 to 1. A fifth, if absent. */
  readonly concurrent?: number;
  /** After so many divergences a run ends; 3, if absent. */
  readonly mostDivergences?: number;
  /** Is told how far the run is, several times a second or so. */
  readonly onProgress?: (soFar: ModelResult) => void;
}

export interface ModelResult {
  /** The calls that were made, in each form; those made to shrink a history are not counted. */
  readonly sequential: number;
  readonly concurrent: number;
  readonly divergences: readonly Divergence[];
  /** How many concurrent histories fitted an order only for a reason, which is a sentence, beyond the contract's letter. */
  readonly relaxed: ReadonlyMap<string, number>;
}

/** The histories between two looks at how far it is. */
const batch = 10;

/**
 * Drives an adapter and a reference side by side through random histories of users, accounts, sessions, tokens, passkeys
 * and the clock, and compares what they answer and what their databases hold.
 *
 * @example
 * ```ts
 * import { model } from "@mortise/conformance/model";
 *
 * declare const open: Parameters<typeof model>[0]["open"];
 * declare const reference: Parameters<typeof model>[0]["reference"];
 *
 * const { divergences } = await model({ open, reference, operations: 1000, seed: 1 });
 * for (const { lines } of divergences) console.log(lines.join("\n"));
 * ```
 */
export async function model(options: ModelOptions): Promise<ModelResult> {
  const { operations, seed, concurrent: share = 0.2, mostDivergences = 3 } = options;
  const divergences: Divergence[] = [];
  const relaxed = new Map<string, number>();
  const onRelaxed = (reason: string) => void relaxed.set(reason, (relaxed.get(reason) ?? 0) + 1);
  const calls = { sequential: 0, concurrent: 0 };
  const sides = await Sides.open(options);
  try {
    for (let round = 0; calls.sequential + calls.concurrent < operations; round += 1) {
      const isBehind = calls.concurrent < share * (calls.sequential + calls.concurrent);
      const form = share > 0 && (isBehind || share >= 1) ? "concurrent" : "sequential";
      const replay = { seed: seed + round };
      const checked =
        form === "concurrent"
          ? await checkConcurrent(sides, replay, batch, onRelaxed)
          : await checkSequential(sides, replay, batch);
      calls[form] += checked.calls;
      if (checked.divergence) divergences.push({ form, ...checked.divergence });
      options.onProgress?.({ ...calls, divergences, relaxed });
      if (divergences.length >= mostDivergences) break;
    }
  } finally {
    await sides.close();
  }
  return { ...calls, divergences, relaxed };
}

/**
 * Runs one history again.
 * @param divergence its form, seed and path, as they were printed.
 * @returns what came of it now; of a race, the divergence need not show.
 */
export async function replay(
  options: SidesOptions,
  { form, seed, path }: Pick<Divergence, "form" | "seed" | "path">,
): Promise<Checked> {
  const sides = await Sides.open(options);
  try {
    return await (form === "concurrent"
      ? checkConcurrent(sides, { seed, path }, 1, () => {})
      : checkSequential(sides, { seed, path }, 1));
  } finally {
    await sides.close();
  }
}
