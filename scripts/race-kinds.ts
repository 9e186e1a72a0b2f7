/** What is raced for, and what has to come of it: of any number of callers exactly one gets it. */
import { inspect } from "node:util";
import type { Harness } from "@mortise/conformance";
import type { RaceAnswer, RaceCall } from "../conformance/src/engines/races.ts";

/** Some races of one kind, each for a key of its own. */
interface Prepared {
  /** The calls of each race. */
  readonly raced: readonly (readonly RaceCall[])[];
  /** What is wrong with what is stored afterwards, as sentences. */
  check(answers: readonly (readonly RaceAnswer[])[]): Promise<string[]>;
}

export interface RaceKind {
  readonly name: string;
  /** How many calls each process makes in a race. */
  readonly calls: number;
  isWin(answer: RaceAnswer): boolean;
  /** Whether the answer is what a loser has to get. */
  isLoss(answer: RaceAnswer): boolean;
  /** Fills an empty database for so many races of so many calls. */
  prepare(harness: Pick<Harness, "raw" | "freshUserId">, races: number, calls: number): Promise<Prepared>;
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const isStored = ({ error }: RaceAnswer) => error === undefined;
const isTaken = ({ error }: RaceAnswer) => error === "MORTISE_DUPLICATE";
/** A database may end a deadlock by refusing one of those who came too late. */
const isRefused = ({ error }: RaceAnswer) => error === "MORTISE_DUPLICATE" || error === "MORTISE_STORE_FAILED";

/** The races of which not exactly the winner's row is stored. */
function unlike(
  answers: readonly (readonly RaceAnswer[])[],
  rowsOf: (race: number) => readonly object[],
  field: string,
): string[] {
  return answers.flatMap((race, index) => {
    const winner = Reflect.get(Object(race.find(isStored)?.value), field);
    const stored = rowsOf(index).map((row) => Reflect.get(row, field));
    return stored.length === 1 && stored[0] === winner
      ? []
      : [`race ${index}: stored for ${stored.join(" and ") || "nobody"}, and the winner is ${winner}`];
  });
}

/** Fewer, where the losers are rejected: node-postgres's pool makes a new connection for each that was refused something. */
const rejectedCalls = 4;

const token: RaceKind = {
  name: "useVerificationToken",
  calls: 8,
  isWin: ({ value }) => value !== null && value !== undefined,
  // Whoever comes too late gets `null`, never an error (CON-03).
  isLoss: ({ value, error }) => value === null && error === undefined,
  async prepare({ raw }, races, calls) {
    const keys = times(races, (race) => ({ identifier: `${race}@example.com`, token: `${race}`.padStart(64, "0") }));
    const expires = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000);
    for (const key of keys) await raw.insert("verificationToken", { ...key, expires });
    return {
      raced: keys.map((key) => times(calls, () => ({ method: "useVerificationToken", args: [key] }))),
      check: async () => (await raw.rows("verificationToken")).map(({ identifier }) => `${identifier} is still there`),
    };
  },
};

const user: RaceKind = {
  name: "createUser",
  calls: rejectedCalls,
  isWin: isStored,
  isLoss: isRefused,
  async prepare({ raw }, races, calls) {
    const emails = times(races, (race) => `${race}@example.com`);
    return {
      raced: emails.map((email) => times(calls, () => ({ method: "createUser", args: [{ email }] }))),
      async check(answers) {
        const rows = await raw.rows("user");
        return unlike(answers, (race) => rows.filter(({ email }) => email === emails[race]), "id");
      },
    };
  },
};

const account: RaceKind = {
  name: "linkAccount",
  calls: rejectedCalls,
  isWin: isStored,
  isLoss: isRefused,
  async prepare(harness, races, calls) {
    const { raw } = harness;
    const owners = times(calls, () => harness.freshUserId());
    for (const id of owners)
      await raw.insert("user", { id, name: null, email: null, emailVerified: null, image: null });
    const keys = times(races, (race) => ({ provider: "github", providerAccountId: String(race), type: "oauth" }));
    return {
      raced: keys.map((key) => owners.map((userId) => ({ method: "linkAccount", args: [{ ...key, userId }] }))),
      async check(answers) {
        const rows = await raw.rows("account");
        const of = (race: number) => rows.filter(({ providerAccountId }) => providerAccountId === String(race));
        return unlike(answers, of, "userId");
      },
    };
  },
};

export const kinds: readonly RaceKind[] = [token, user, account];

/** What is wrong with the answers of each race, as sentences. */
export function wrongAnswers(kind: RaceKind, answers: readonly (readonly RaceAnswer[])[]): string[] {
  return answers.flatMap((race, index) => {
    const winners = race.filter(kind.isWin).length;
    const wrong = race.filter((answer) => !kind.isWin(answer) && !kind.isLoss(answer));
    if (winners === 1 && wrong.length === 0) return [];
    const strange = wrong.map(({ value, error }) => `; one was answered ${error ?? inspect(value)}`);
    return [`race ${index} has ${winners} winners${strange.join("")}`];
  });
}

/** What the database said to losers who were refused for another reason than that somebody was first. */
export function otherRefusals(answers: readonly (readonly RaceAnswer[])[]): string[] {
  const refused = answers.flat().filter((answer) => answer.error !== undefined && !isTaken(answer));
  return refused.map(({ error, cause }) => `${error} (${cause?.split(": ").at(-1)})`);
}
