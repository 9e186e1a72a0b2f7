/**
 * `pnpm faults`: seeds each fault in the reference store, runs the suite against it and says which cases catch it. It
 * fails when a fault survives, when a case does not catch a fault that is there for it, and when there is none for a
 * case. With arguments, only the faults whose group, case or name they say: `pnpm faults VT`, `pnpm faults USR-16 upsert`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import type { Fault } from "../conformance/faults/fault.ts";
import { faults } from "../conformance/faults/index.ts";
import { caseIds, whyNotUnharmed } from "../conformance/faults/run.ts";
import type { Caught, Order } from "../conformance/faults/worker.ts";
import { type CaseId, catalogue } from "../conformance/src/catalogue.ts";

/** The ids of one line; a fault that is caught by most cases would fill the screen. */
const mostIds = 8;
/** A fault that turns more of the suite red than this breaks everything, and shows nothing of any one case. */
const mostOfSuite = 0.6;
/** A case that takes the reference longer than this many milliseconds is run for the faults that name it alone. */
const longForAll = 12;
/** So is what goes through Auth.js: each case calls many methods, and the groups of those show more of their faults. */
const isFlow = (id: CaseId) => id.startsWith("E2E-") || id.startsWith("V4-");

const wanted = process.argv.slice(2);
const isOf = (word: string) => (id: CaseId) => id === word.toUpperCase() || id.startsWith(`${word.toUpperCase()}-`);
const says = (id: CaseId) => wanted.some((word) => isOf(word)(id));
/** A word that is a group or a case is not looked for in names: `INT` is a part of many words. */
const texts = wanted.filter((word) => !caseIds.some(isOf(word))).map((word) => word.toLowerCase());
const isWanted = ({ name, catches }: Fault) =>
  wanted.length === 0 || catches.some(says) || texts.some((text) => name.toLowerCase().includes(text));

const red: CaseId[] = [];
const slow: CaseId[] = [];
for (const id of caseIds) {
  const started = performance.now();
  const error = await whyNotUnharmed(id);
  if (performance.now() - started > longForAll || isFlow(id)) slow.push(id);
  if (error === null) continue;
  red.push(id);
  console.log(`${id} does not hold for the reference: ${error.message}`);
}

const selected = faults.flatMap((fault, index) => (isWanted(fault) ? [index] : []));
console.log(`${selected.length} faults, ${caseIds.length} cases; for the faults that name them: ${slow.join(" ")}\n`);

/** What each case that a fault is there for has caught of its own faults. */
const caughtOwn = new Map<CaseId, boolean>();
const missed: string[] = [];
const tooBroad: string[] = [];
const strays: string[] = [];
let survived = 0;

/** Has every selected fault seeded, each in one of as many processes as there are cores. */
async function seedAll(): Promise<void> {
  const waiting = [...selected];
  const processes = Array.from({ length: Math.max(1, availableParallelism()) }, async () => {
    const worker = fork(new URL("../conformance/faults/worker.ts", import.meta.url));
    const died = once(worker, "exit").then(() => [undefined]);
    worker.send({ slow } satisfies Order);
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      worker.send({ fault } satisfies Order);
      // A process that dies has met a fault that breaks more than the suite.
      const [answer] = await Promise.race([messageOf(worker), died]);
      if (answer === undefined) throw new Error(`the process died of: ${faults[fault]?.name}`);
      judge(answer as Caught);
    }
    worker.disconnect();
  });
  await Promise.all(processes);
}

/** The next message, without a listener for errors that `once` of `node:events` would leave behind. */
function messageOf(worker: ChildProcess): Promise<[unknown]> {
  return new Promise((resolve) => worker.once("message", (message) => resolve([message])));
}

function judge({ fault: index, caught, strays: own }: Caught): void {
  const fault = faults[index] as Fault;
  if (caught.length === 0) survived += 1;
  for (const id of fault.catches) {
    const catches = caught.includes(id);
    caughtOwn.set(id, catches && caughtOwn.get(id) !== false);
    if (!catches) missed.push(`${id} does not catch: ${fault.name}`);
  }
  if (caught.length > caseIds.length * mostOfSuite) tooBroad.push(`${caught.length} cases catch: ${fault.name}`);
  strays.push(...own.map((stray) => `${fault.name}: ${stray}`));
  console.log(`${caught.length === 0 ? "SURVIVED" : "caught  "} ${fault.name}: ${idsOf(fault, caught)}`);
}

await seedAll();
const asked = caseIds.filter((id) => wanted.length === 0 || says(id) || caughtOwn.has(id));
const without = asked.filter((id) => !caughtOwn.get(id));
list("Cases that do not catch a fault that is there for them", missed);
list(
  "Cases without a fault",
  without.map((id) => `${id} ${catalogue[id].title}`),
);
list("Faults that break too much to show anything", tooBroad);
list("Rejections that nobody awaited", strays);

const ends = `cases: ${asked.length}, without a fault: ${without.length}`;
console.log(`\nfaults: ${selected.length - survived} caught, ${survived} survived; ${ends}`);
const wrong = survived + missed.length + without.length + red.length + strays.length;
process.exitCode = selected.length > 0 && wrong === 0 ? 0 : 1;

/** The cases that the fault is there for first. */
function idsOf({ catches }: Fault, caught: readonly CaseId[]): string {
  const ids = [...catches.filter((id) => caught.includes(id)), ...caught.filter((id) => !catches.includes(id))];
  const more = ids.length - mostIds;
  return [...ids.slice(0, mostIds), ...(more > 0 ? [`and ${more} more`] : [])].join(" ");
}

function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}
