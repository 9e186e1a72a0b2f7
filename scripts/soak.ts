/**
 * `pnpm soak`: long random histories of an adapter and the memory adapter side by side. See CONTRIBUTING.md.
 *
 *   --ops N          how many calls to make of each adapter; 20,000, if absent
 *   --adapter TEXT   the adapter on an engine, as the report names it; may be given several times
 *   --concurrent     histories of several clients at once alone
 *   --seed S         where the random numbers start; with --path the one history that was printed with them
 *   --path P
 */
import { parseArgs } from "node:util";
import { type Divergence, type ModelResult, model, replay, type SidesOptions } from "@mortise/conformance/model";
import { misused, type NamedSuite, openReference, openSuites, present, reference, wholeNumber } from "./suites.ts";

const { values } = readOptions();
const operations = wholeNumber("--ops", values.ops, 1);
const form = values.concurrent ? "concurrent" : "sequential";
const seed = wholeNumber("--seed", values.seed ?? String(Math.floor(Math.random() * 2 ** 30)), 0);

function readOptions() {
  try {
    return parseArgs({
      options: {
        ops: { type: "string", default: "20000" },
        adapter: { type: "string", multiple: true, default: ["drizzle-adapter / better-sqlite3"] },
        concurrent: { type: "boolean", default: false },
        seed: { type: "string" },
        path: { type: "string" },
      },
    });
  } catch (error) {
    return misused(error);
  }
}

/** When the last line of progress was printed. */
let printed = 0;
let calls = 0;
let divergences = 0;
const { suites, stop } = await openSuites(values.adapter).catch(misused);
const here = present(suites);
try {
  for (const suite of here) {
    const sides: SidesOptions = { open: suite.open, reference: openReference };
    await (values.path === undefined ? soak(suite, sides) : again(suite, sides, values.path));
  }
} finally {
  await stop();
}
console.log(`soak: ${calls} operations, ${divergences} divergences`);
process.exitCode = calls > 0 && divergences === 0 && here.length === suites.length ? 0 : 1;

async function soak({ name }: NamedSuite, sides: SidesOptions): Promise<void> {
  console.log(`${reference.name} and ${name}, from seed ${seed}`);
  const since = performance.now();
  const found = await model({
    ...sides,
    operations,
    seed,
    ...(values.concurrent ? { concurrent: 1 } : {}),
    onProgress: (soFar) => progress(soFar, since),
  });
  endProgress();
  const { sequential, concurrent, relaxed } = found;
  const seconds = (performance.now() - since) / 1000;
  const rate = Math.round((sequential + concurrent) / seconds);
  console.log(
    `  ${sequential} calls one after the other, ${concurrent} of several clients at once, ${seconds.toFixed(1)} s, ${rate} a second`,
  );
  for (const [reason, times] of relaxed)
    console.log(`  in ${times} histories an order fits only because of this: ${reason}`);
  for (const divergence of found.divergences) print(name, divergence);
  calls += sequential + concurrent;
  divergences += found.divergences.length;
}

async function again({ name }: NamedSuite, sides: SidesOptions, path: string): Promise<void> {
  const checked = await replay(sides, { form, seed, path });
  calls += checked.calls;
  if (checked.divergence === undefined) return console.log(`${name}: this history does not differ`);
  divergences += 1;
  print(name, { form, ...checked.divergence, seed, path });
}

function print(name: string, divergence: Divergence): void {
  const { lines, path } = divergence;
  const options = `--seed ${divergence.seed} --path ${path}${divergence.form === "concurrent" ? " --concurrent" : ""}`;
  console.log(`\nDIVERGENCE of ${name}; again: pnpm soak --adapter ${JSON.stringify(name)} ${options}`);
  console.log(`${lines.join("\n").replaceAll(/^/gm, "  ")}\n`);
}

/** One line that is written over on a terminal, and a line every ten seconds elsewhere. */
function progress({ sequential, concurrent, divergences: found }: ModelResult, since: number): void {
  const now = performance.now();
  if (now - printed < (process.stdout.isTTY ? 200 : 10_000)) return;
  printed = now;
  const done = sequential + concurrent;
  const line = `  ${done} of ${operations} calls, ${found.length} divergences, ${Math.round((now - since) / 1000)} s`;
  process.stdout.write(process.stdout.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
}

function endProgress(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}
