/** Started anew for each start: imports one contestant and asks it for a session that nobody has. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { answer } from "./answer.ts";

/**
 * Makes an adapter over a database in memory and asks it.
 * @param file an SQLite database with the tables that the adapter needs, as the bytes of its file.
 * @returns the session and its user: `null`, since there is none.
 */
export type Start = (file: Buffer, sessionToken: string) => unknown;

const [contestant = "", database = ""] = process.argv.slice(2);
const file = readFileSync(database);
const begin = process.hrtime.bigint();
const { start } = (await import(pathToFileURL(contestant).href)) as { start: Start };
const found = await start(file, "a token that nobody has");
const end = process.hrtime.bigint();
answer({ found, time: Number(end - begin) / 1e6 });
