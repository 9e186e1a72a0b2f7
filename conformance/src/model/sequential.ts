/** Random histories, one call after the other: what the adapter answers is what the reference answers. */
import fc from "fast-check";
import type { Call } from "./call.ts";
import { alone, callOf } from "./calls.ts";
import { History } from "./history.ts";
import type { Checked, Replay, Sides } from "./sides.ts";
import { themes } from "./theme.ts";

/** The most calls of one history. */
const longest = 60;

class Command implements fc.AsyncCommand<History, object> {
  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }
  check(): boolean {
    return true;
  }
  run(history: History): Promise<void> {
    return history.step(this.#call);
  }
  toString(): string {
    return this.#call.method;
  }
}

/** The path of a shrunk history of commands has a part of its own, which says which of them were run. */
const between = ",";

/**
 * Runs histories until one differs, or all agree.
 * @param replay `path`: the one history to run; absent: `histories` new ones.
 */
export async function checkSequential(sides: Sides, replay: Replay, histories: number): Promise<Checked> {
  const [path = "", replayPath] = replay.path?.split(between) ?? [];
  const { nativeExpiry, unowned } = sides.subject.harness.traits;
  const command = callOf({ ...alone, nativeExpiry, isUnowned: unowned !== undefined }).map((call) => new Command(call));
  const commands = fc.commands([command], {
    maxCommands: longest,
    size: "max",
    ...(replayPath === undefined ? {} : { replayPath }),
  });
  let calls = 0;
  let failed: History | undefined;

  const property = fc.asyncProperty(themes, commands, async (theme, chosen) => {
    await sides.renew();
    const history = new History(sides.reference, sides.subject, theme);
    await history.begin();
    const isShrinking = failed !== undefined;
    try {
      await fc.asyncModelRun(async () => ({ model: history, real: {} }), chosen);
      await history.end();
    } catch (error) {
      failed = history;
      throw error;
    } finally {
      if (!isShrinking) calls += history.calls;
    }
  });
  const details = await fc.check(property, {
    seed: replay.seed,
    ...(path === "" ? { numRuns: histories } : { path, numRuns: 1, endOnFailure: true }),
  });
  if (!details.failed) return { calls, divergence: undefined };
  const [, ran] = /replayPath="([^"]*)"/.exec(String(details.counterexample?.[1])) ?? [];
  const found = [details.counterexamplePath ?? "", ...(ran === undefined ? [] : [ran])].join(between);
  const unexpected = failed?.differs ? [] : [String(details.errorInstance)];
  return { calls, divergence: { seed: details.seed, path: found, lines: [...(failed?.lines ?? []), ...unexpected] } };
}
