/**
 * `pnpm sign-ins`: crowds that sign in at once through one server, until so many people have. See CONTRIBUTING.md.
 *
 *   --people N       how many sign-ins; 2,000, if absent
 *   --at-once N      how many of them are under way at the same moment; 200, if absent
 *   --adapter TEXT   the adapter on an engine, as the report names it; may be given several times
 *   --outages        takes the database away in the middle of every second crowd
 */
import { parseArgs } from "node:util";
import { type Rush, rush } from "../conformance/src/flows/rush.ts";
import { misused, type NamedSuite, openSuites, present, wholeNumber } from "./suites.ts";

const mostPrinted = 5;

const { values } = readOptions();
const people = wholeNumber("--people", values.people, 1);
const atOnce = wholeNumber("--at-once", values["at-once"], 1);

function readOptions() {
  try {
    return parseArgs({
      options: {
        people: { type: "string", default: "2000" },
        "at-once": { type: "string", default: "200" },
        adapter: { type: "string", multiple: true, default: ["drizzle-adapter / better-sqlite3"] },
        outages: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return misused(error);
  }
}

let most = 0;
let signedIn = 0;
let wrong = 0;
const { suites, stop } = await openSuites(values.adapter).catch(misused);
const here = present(suites);
try {
  for (const suite of here) await signInAll(suite);
} finally {
  await stop();
}
console.log(`sign-ins: ${most} in flight, ${signedIn} signed in, ${wrong} wrong`);
process.exitCode = wrong === 0 && signedIn === people * suites.length ? 0 : 1;

async function signInAll({ name, open }: NamedSuite): Promise<void> {
  console.log(name);
  const harness = await open();
  const since = performance.now();
  try {
    for (let done = 0, crowd = 0; done < people; done += atOnce, crowd += 1) {
      const signIns = Math.min(atOnce, people - done);
      print(await rush(harness, { signIns, isCutOff: values.outages && crowd % 2 === 1 }), since);
    }
  } finally {
    await harness.close();
  }
}

function print(all: Rush, since: number): void {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  const failed = `${all.lost} lost a race, ${all.cutOff} were cut off, ${all.stranded} had a user and no account`;
  console.log(
    `  ${all.atOnce} in flight, ${all.signedIn} signed in; ${failed}; ${all.wrong.length} wrong; ${seconds} s`,
  );
  for (const problem of all.wrong.slice(0, mostPrinted)) console.log(`    WRONG ${problem}`);
  most = Math.max(most, all.atOnce);
  signedIn += all.signedIn;
  wrong += all.wrong.length;
}
