/**
 * The one script that does all the work in the server: each verb of the store is one run of it, atomic and one trip. Its
 * first argument is the prefixes, the second the verb; `KEYS` begins with a record's key and the plain form of it.
 *
 * A stored record is never decoded as a whole and encoded again: that would lose the digits of large integers, make
 * objects of empty arrays and change the order of fields. All checks come before the first write, since Redis takes
 * nothing back when a script fails half way.
 */

import { json } from "./lua-json.ts";
import { pages } from "./lua-pages.ts";
import { records } from "./lua-records.ts";
import { verbs } from "./lua-verbs.ts";

/** A client may take what looks like JSON or a number for one, so all goes out as text with a mark in front. */
const main = `
local answer = verb[ARGV[2]](unpack(ARGV, 3))
if type(answer) == 'string' then return { '!' .. answer } end
for n, v in ipairs(answer or {}) do answer[n] = '=' .. v end
return answer or {}
`;

/** The script's text. */
export const script: string = json + records + verbs + pages + main;
