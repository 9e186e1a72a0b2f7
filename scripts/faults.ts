/**
 * `pnpm faults`: seeds each fault in the reference store, runs the suite against it and says which cases catch it. It
 * fails when a fault survives, when a case does not catch a fault that is there for it, and when there is none for a
 * case. With arguments, only the faults whose group, case or name they say: `pnpm faults VT`, `pnpm faults USR-16 upsert`.
 */
import type { Fault } from "../conformance/faults/fault.ts";
import { faults } from "../conformance/faults/index.ts";
import { caseIds, catchersOf, slowCases, whyNot } from "../conformance/faults/run.ts";
import { type CaseId, catalogue } from "../conformance/src/catalogue.ts";

/** The ids of one line; a fault that is caught by most cases would fill the screen. */
const mostIds = 8;
/** A fault that turns more of the suite red than this breaks everything, and shows nothing of any one case. */
const mostOfSuite = 0.6;

const wanted = process.argv.slice(2);
const isOf = (word: string) => (id: CaseId) => id === word.toUpperCase() || id.startsWith(`${word.toUpperCase()}-`);
const says = (id: CaseId) => wanted.some((word) => isOf(word)(id));
/** A word that is a group or a case is not looked for in names: `INT` is a part of many words. */
const texts = wanted.filter((word) => !caseIds.some(isOf(word))).map((word) => word.toLowerCase());
const isWanted = ({ name, catches }: Fault) =>
  wanted.length === 0 || catches.some(says) || texts.some((text) => name.toLowerCase().includes(text));

const strays: string[] = [];
let running = "the reference";
process.on("unhandledRejection", (error) => strays.push(`${running}: ${error}`));

const red: CaseId[] = [];
for (const id of caseIds) {
  const error = await whyNot(id);
  if (error === null) continue;
  red.push(id);
  console.log(`${id} does not hold for the reference: ${error.message}`);
}

const selected = faults.filter(isWanted);
console.log(
  `${selected.length} faults, ${caseIds.length} cases; ${slowCases.join(" and ")} for the faults that name them\n`,
);

/** What each case that a fault is there for has caught of its own faults. */
const caughtOwn = new Map<CaseId, boolean>();
const missed: string[] = [];
const tooBroad: string[] = [];
let survived = 0;
for (const fault of selected) {
  running = fault.name;
  const caught = await catchersOf(fault);
  if (caught.length === 0) survived += 1;
  for (const id of fault.catches) {
    const catches = caught.includes(id);
    caughtOwn.set(id, catches && caughtOwn.get(id) !== false);
    if (!catches) missed.push(`${id} does not catch: ${fault.name}`);
  }
  if (caught.length > caseIds.length * mostOfSuite) tooBroad.push(`${caught.length} cases catch: ${fault.name}`);
  console.log(`${caught.length === 0 ? "SURVIVED" : "caught  "} ${fault.name}: ${idsOf(fault, caught)}`);
}

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
