/**
 * The scripts that do all the work in the server: each verb of the store is one run of one of them, atomic and one trip.
 * Their first argument is the verb, the next ten are the prefixes; `KEYS` begins with a record's key and the plain form of
 * it.
 *
 * A stored record is never decoded as a whole and encoded again: that would lose the digits of large integers, make
 * objects of empty arrays and change the order of fields. All checks come before the first write, since Redis takes
 * nothing back when a script fails half way.
 */

import { json } from "./lua-json.ts";
import { pages } from "./lua-pages.ts";
import { reading, writing } from "./lua-records.ts";
import { changes, lookups } from "./lua-verbs.ts";

/** A client may take what looks like JSON or a number for one, so all goes out as text with a mark in front. */
const main = `
local answer = verb[ARGV[1]](unpack(ARGV, 12))
if type(answer) == 'string' then return { '!' .. answer } end
for n, v in ipairs(answer or {}) do answer[n] = '=' .. v end
return answer or {}
`;

/** A server makes all functions of a script anew at each run, so that what a verb does not need is not in its script. */
const lookup: string = json + reading + lookups + main;
const change: string = json + reading + writing + lookups + changes + main;
const page: string = json + reading + writing + lookups + changes + pages + main;

const scripts: Readonly<Record<string, string>> = {
  byEmail: lookup,
  read: lookup,
  join: lookup,
  scan: page,
  index: page,
  sweep: page,
};

/** The text of the script that has a verb. */
export function scriptOf(verb: string): string {
  return scripts[verb] ?? change;
}
