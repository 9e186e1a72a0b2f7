/** Races between two clients of a cluster, and what of them was acknowledged, lost and rejected. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type RedisCorner, redisRawPath } from "@mortise/conformance/engines/redis";
import { type RaceAnswer, type RaceCall, runRaces, StartLine } from "../../../conformance/src/engines/races.ts";
import { kinds, type RaceKind } from "../../../scripts/race-kinds.ts";

/** A race that may be run again: whoever has won it is to stay the only one. */
export interface Race {
  readonly kind: RaceKind;
  readonly calls: readonly RaceCall[];
  /** Of all the times that it was run. */
  readonly answers: RaceAnswer[];
}

/** Half of them are made by either client. */
const callsOfARace = 4;

/** Fills an empty corner for so many races of each kind. */
export async function racesIn(corner: RedisCorner, ofAKind: number): Promise<Race[]> {
  const raw = redisRawPath(corner, { prefixes: { baseKeyPrefix: corner.base } });
  const harness = { raw, freshUserId: () => crypto.randomUUID() };
  const races: Race[] = [];
  for (const kind of kinds) {
    const { raced } = await kind.prepare(harness, ofAKind, callsOfARace);
    for (const calls of raced) races.push({ kind, calls, answers: [] });
  }
  return races;
}

/** Runs races, all at once, and answers what came of their calls. */
export async function run(
  races: readonly Race[],
  [one, other]: readonly [MortiseAdapter, MortiseAdapter],
): Promise<RaceAnswer[]> {
  const here: StartLine = new StartLine((race) => there.isThere(race));
  const there: StartLine = new StartLine((race) => here.isThere(race));
  const half = (which: number) => races.map(({ calls }) => calls.filter((_, place) => place % 2 === which));
  const lanes = races.length;
  const [ours, theirs] = await Promise.all([
    runRaces(one, { calls: half(0), lanes }, here),
    runRaces(other, { calls: half(1), lanes }, there),
  ]);
  return races.flatMap(({ answers }, place) => {
    const added = [...(ours[place] ?? []), ...(theirs[place] ?? [])];
    answers.push(...added);
    return added;
  });
}

export interface Tally {
  /** Calls that got what was raced for. */
  readonly acknowledged: number;
  /** How often somebody else got it later, of each kind: nothing was left of what was acknowledged. */
  readonly lost: Readonly<Record<string, number>>;
  /** Writes that too few replicas confirmed in time. */
  readonly unconfirmed: number;
  /** Calls that failed otherwise. */
  readonly failed: number;
}

/** @param unconfirmed what the error of a write says that was not confirmed. */
export function tallyOf(races: readonly Race[], unconfirmed: string): Tally {
  const winsOf = ({ kind, answers }: Race) => answers.filter(kind.isWin).length;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const lostOf = (kind: RaceKind) =>
    sum(races.filter((race) => race.kind === kind).map((race) => Math.max(0, winsOf(race) - 1)));
  const failed = races.flatMap(({ answers }) => answers).filter(({ error }) => error === "MORTISE_STORE_FAILED");
  const isUnconfirmed = ({ cause }: RaceAnswer) => cause === unconfirmed;
  return {
    acknowledged: sum(races.map(winsOf)),
    lost: Object.fromEntries(kinds.map((kind) => [kind.name, lostOf(kind)])),
    unconfirmed: failed.filter(isUnconfirmed).length,
    failed: failed.filter((answer) => !isUnconfirmed(answer)).length,
  };
}

/** A tally in a line. */
export function sentence({ acknowledged, lost, unconfirmed, failed }: Tally): string {
  const { useVerificationToken: links = 0, createUser: emails = 0, linkAccount: accounts = 0 } = lost;
  const all = links + emails + accounts;
  const what = `${links} links used twice, ${emails} e-mails and ${accounts} accounts given twice`;
  return `${acknowledged} acknowledged, ${all} lost${all > 0 ? `: ${what}` : ""}, ${unconfirmed} unconfirmed, ${failed} failed`;
}
