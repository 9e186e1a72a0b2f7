/** What the bench is there to find out: whether each target is met, by which figure, and where it is not. */
import { type Exception, exceptions as known } from "./exceptions.ts";
import type { BackendResult, BenchResult, ContestantId, Estimate, Timing } from "./results.ts";
import {
  distanceOf,
  doesTheSame,
  kilobytes,
  micros,
  nameOf,
  type Rival,
  range,
  timesWithin,
  timingOf,
} from "./words.ts";

export type TargetId = "bare" | "official" | "trips" | "kit-time" | "growth" | "weight";

/** Where something was measured. */
export interface Spot {
  /** The adapter or the package. */
  readonly backend: string;
  readonly engine?: string;
  readonly operation?: string;
  /** Milliseconds to the server. Absent where there is none, and where it is of no account. */
  readonly latency?: number;
}

/** A place where a target is not met. */
export interface Miss {
  readonly spot: Spot;
  /** What was measured there. */
  readonly figure: string;
  /** Why, where that is known. */
  readonly cause?: string;
}

export interface Verdict {
  readonly target: TargetId;
  /** What is asked for, in a sentence without its end. */
  readonly title: string;
  readonly state: "met" | "not met" | "not measured";
  /** What was measured: in how many places it holds, and the figure of the worst. */
  readonly figure: string;
  readonly misses: readonly Miss[];
  /** What the target is about and could not be held against it, and why. */
  readonly unmeasured: readonly string[];
}

/** What was measured at one place. */
interface Finding {
  readonly spot: Spot;
  readonly isMet: boolean;
  readonly figure: string;
  /** How good it is: of all findings the least is told. */
  readonly score: number;
}

/** What is held against a target. */
interface Evidence {
  readonly target: TargetId;
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly unmeasured?: readonly string[];
}

/** How many times as fast ours shall at least be. Nothing is asked of better-auth's adapter, which does other work. */
export const leastOf: Readonly<Record<Rival, number>> = { bare: 0.9, official: 1, "better-auth": 1 };
const leastWhereTripsAreSaved = 1.8;
/** Milliseconds of the distance that the targets speak of. */
const distance = 1;
/** Nanoseconds. */
export const mostOfKit = 2000;
/** What every page of a signed-in user asks for. */
const grownOperation = "getSessionAndUser";
const mostGrown = 1.3;
const grownTo = 1_000_000;
/** Bytes. */
const heaviestKit = 6000;
const heaviestAdapter = 4000;

const hotOperations: readonly string[] = ["getSessionAndUser", "getUserByAccount", "useVerificationToken"];

/**
 * The verdicts, one for each target.
 * @param exceptions the causes that are known.
 */
export function verdictsOf(result: BenchResult, exceptions: readonly Exception[] = known): Verdict[] {
  const evidence = [
    againstBare(result),
    againstOfficial(result),
    whereTripsAreSaved(result),
    kitTime(result),
    growth(result),
    weight(result),
  ];
  return evidence.map((each) => verdictOf(each, exceptions));
}

/** `drizzle-adapter / PostgreSQL 18, node-postgres, getUser, 1 ms away`. */
function spotText({ backend, engine, operation, latency }: Spot): string {
  const place = engine === undefined ? backend : `${backend} / ${engine}`;
  const away = latency === undefined ? undefined : distanceOf({ isEmbedded: false, latency });
  return [place, operation, away].filter((part) => part !== undefined).join(", ");
}

/** A place where the target is not met, with what was measured there, and the cause. */
export function missText({ spot, figure: measured, cause = "the cause is not known" }: Miss): string {
  return `${spotText(spot)}: ${measured}; ${cause}`;
}

function verdictOf({ target, title, findings, unmeasured = [] }: Evidence, exceptions: readonly Exception[]): Verdict {
  const missed = findings.filter(({ isMet }) => !isMet).sort((one, other) => one.score - other.score);
  const misses = missed.map(({ spot, figure: measured }): Miss => {
    const cause = exceptions.find((exception) => exception.target === target && isAbout(exception, spot))?.cause;
    return { spot, figure: measured, ...(cause === undefined ? {} : { cause }) };
  });
  const [worst] = missed.length > 0 ? missed : findings.toSorted((one, other) => one.score - other.score);
  if (worst === undefined) return { target, title, state: "not measured", figure: "", misses, unmeasured };
  const held = `${findings.length - misses.length} of ${findings.length}`;
  return {
    target,
    title,
    state: misses.length === 0 ? "met" : "not met",
    figure: `${held}; worst: ${worst.figure} (${spotText(worst.spot)})`,
    misses,
    unmeasured,
  };
}

function isAbout({ backend, engine, operation, latency }: Exception, spot: Spot): boolean {
  const agrees = (named: unknown, own: unknown) => named === undefined || named === own;
  return (
    agrees(backend, spot.backend) &&
    agrees(engine, spot.engine) &&
    agrees(operation, spot.operation) &&
    agrees(latency, spot.latency)
  );
}

function spotOf({ backend, engine, isEmbedded, latency }: BackendResult, operation: string): Spot {
  return { backend, engine, operation, ...(isEmbedded ? {} : { latency }) };
}

/** Ours beside a contestant at one operation. */
interface Pair {
  readonly spot: Spot;
  readonly ours: Timing;
  readonly theirs: Timing;
}

/** Every cell in which both have an answer. */
function pairsWith(contestant: ContestantId, backends: readonly BackendResult[]): Pair[] {
  return backends.flatMap((backend) =>
    backend.cells.flatMap((cell): Pair[] => {
      const [ours, theirs] = [timingOf(cell, "ours"), timingOf(cell, contestant)];
      return ours && theirs ? [{ spot: spotOf(backend, cell.operation), ours, theirs }] : [];
    }),
  );
}

/** @param isMet whether ours is fast enough, by the ratio to this one. */
function findingsOf(pairs: readonly Pair[], isMet: (ratio: Estimate) => boolean): Finding[] {
  return pairs.flatMap(({ spot, theirs: { ours: ratio } }) => {
    if (ratio === undefined) return [];
    return [{ spot, isMet: isMet(ratio), figure: timesWithin(ratio.value, ratio), score: ratio.value }];
  });
}

function againstBare({ backends }: BenchResult): Evidence {
  const servers = backends.filter(({ isEmbedded }) => !isEmbedded);
  const far = servers.filter(({ latency }) => latency === distance);
  const same = pairsWith("bare", far).filter(({ theirs }) => doesTheSame(theirs));
  const isFar = (name: string) => far.some((backend) => nameOf(backend) === name);
  const isPaired = (name: string) => same.some(({ spot }) => spotText(spot) === name);
  const near = [...new Set(servers.map(nameOf))].filter((name) => !isFar(name));
  const asked = far.flatMap((backend) => hotOperations.map((operation) => spotText(spotOf(backend, operation))));
  return {
    target: "bare",
    title: `At least ${leastOf.bare}× of the bare driver for ${hotOperations.join(", ")}, on each server ${distance} ms away`,
    findings: findingsOf(
      same.filter(({ spot }) => hotOperations.includes(spot.operation ?? "")),
      ({ value }) => value >= leastOf.bare,
    ),
    unmeasured: [
      ...near.map((name) => `${name}: not run ${distance} ms away`),
      ...asked
        .filter((name) => !isPaired(name))
        .map((name) => `${name}: nothing of the bare driver that does the same`),
    ],
  };
}

function againstOfficial({ backends }: BenchResult): Evidence {
  const pairs = pairsWith("official", backends);
  const isMet = ({ high }: Estimate) => high >= leastOf.official;
  return {
    target: "official",
    title: `At least ${leastOf.official}× of the official adapter wherever both do the same work: below only where the whole interval is`,
    findings: findingsOf(
      pairs.filter(({ theirs }) => doesTheSame(theirs)),
      isMet,
    ),
    unmeasured: leftOut(pairs, isMet),
  };
}

/** The cells that are left out since the two do not do the same; ours may be the slower one there all the same. */
function leftOut(pairs: readonly Pair[], isMet: (ratio: Estimate) => boolean): string[] {
  const different = pairs.filter(({ theirs }) => !doesTheSame(theirs));
  if (different.length === 0) return [];
  const below = findingsOf(different, isMet).filter((finding) => !finding.isMet);
  const named = below.map(({ spot, figure }) => `${spotText(spot)}: ${figure}`).join("; ");
  return [
    `${different.length} of ${pairs.length}, where the official adapter answers otherwise and so does not do the same` +
      (named === "" ? "" : `; of these ${below.length} would not be met: ${named}`),
  ];
}

function whereTripsAreSaved({ backends }: BenchResult): Evidence {
  const far = backends.filter(({ isEmbedded, latency }) => !isEmbedded && latency === distance);
  const pairs = pairsWith("official", far).filter(({ ours, theirs }) => ours.trips === 1 && (theirs.trips ?? 0) >= 2);
  const isMet = ({ value }: Estimate) => value >= leastWhereTripsAreSaved;
  return {
    target: "trips",
    title: `At least ${leastWhereTripsAreSaved}× of the official adapter where it takes two trips or more and ours one, ${distance} ms away`,
    findings: findingsOf(
      pairs.filter(({ theirs }) => doesTheSame(theirs)),
      isMet,
    ),
    unmeasured: leftOut(pairs, isMet),
  };
}

function kitTime({ kitCosts }: BenchResult): Evidence {
  return {
    target: "kit-time",
    title: `The kit adds at most ${mostOfKit / 1000} µs to a call`,
    findings: kitCosts.map(({ operation, time }) => ({
      spot: { backend: "adapter-kit", operation },
      isMet: time.value <= mostOfKit,
      figure: `${micros(time.value)} µs [${range(time, 1000)}]`,
      score: -time.value,
    })),
  };
}

function growth({ growth: results }: BenchResult): Evidence {
  const findings: Finding[] = [];
  const unmeasured: { readonly spot: Spot; readonly why: string }[] = [];
  for (const { backend, engine, operation, points, grown, grownInterval, scans, absent } of results) {
    const spot = { backend, engine, operation };
    const most = Math.max(0, ...points.map(({ rows }) => rows));
    // A scan is one with however few rows; how much slower it gets is not known before there are as many as asked for.
    if (scans) findings.push({ spot, isMet: false, figure: "it scans", score: Number.NEGATIVE_INFINITY });
    else if (most < grownTo || grown === undefined) {
      const why = absent === undefined ? "" : `: ${absent}`;
      unmeasured.push({ spot, why: `no scan, and measured up to ${most.toLocaleString("en")} rows only${why}` });
    } else {
      const isHeld = operation === grownOperation;
      const isMet = !isHeld || grown <= mostGrown;
      findings.push({ spot, isMet, figure: timesWithin(grown, grownInterval), score: isHeld ? -grown : 0 });
    }
  }
  const alike = [...Map.groupBy(unmeasured, ({ why }) => why)];
  return {
    target: "growth",
    title: `The p99 of ${grownOperation} with ${grownTo.toLocaleString("en")} sessions is at most ${mostGrown}× of that with 10,000, and no lookup scans`,
    findings,
    unmeasured: alike.map(([why, own]) =>
      own.length === results.length
        ? `all ${own.length}: ${why}`
        : `${own.map(({ spot }) => spotText(spot)).join("; ")}: ${why}`,
    ),
  };
}

/** The most bytes that a package may have, where there is a target for it. */
export function heaviestOf(name: string): number | undefined {
  if (name === "@mortise/adapter-kit") return heaviestKit;
  return /^@mortise\/[a-z-]+-adapter$/.test(name) ? heaviestAdapter : undefined;
}

function weight({ weights }: BenchResult): Evidence {
  return {
    target: "weight",
    title: `The kit is at most ${heaviestKit / 1000} kB, each adapter ${heaviestAdapter / 1000} kB of its own, minified and gzipped`,
    findings: weights.flatMap(({ name, own }): Finding[] => {
      const most = heaviestOf(name);
      if (most === undefined || own === undefined) return [];
      const { gzipped } = own;
      return [
        { spot: { backend: name }, isMet: gzipped <= most, figure: kilobytes(gzipped), score: 1 - gzipped / most },
      ];
    }),
  };
}
