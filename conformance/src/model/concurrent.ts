/** Random histories of several clients at once: what they are answered fits some order of their calls. */
import fc from "fast-check";
import { argumentsOf, type Call, KeyRef, shown, shownCall } from "./call.ts";
import { callOf, isExpiring } from "./calls.ts";
import { type Contention, contentions } from "./contentions.ts";
import { shownOutcome, startOfHistory } from "./history.ts";
import { type Operation, Orders } from "./order.ts";
import { idOf, type Result, resultOf } from "./side.ts";
import type { Checked, Replay, Sides } from "./sides.ts";
import { Specification } from "./specification.ts";
import { twoSteps } from "./steps.ts";
import { type Theme, themes } from "./theme.ts";

/** What one client does: each call after so many turns of the queue of promises. */
type Script = readonly { readonly wait: number; readonly call: Call }[];

interface Plan {
  readonly theme: Theme;
  /** What one client does before the others come. */
  readonly first: readonly Call[];
  readonly scripts: readonly Script[];
}

/** A race need not come out the same twice, so what is shrunk is run as often as this before it is taken for legal. */
const runsWhileShrinking = 5;

const planOf = (contention: Contention, nativeExpiry: boolean | undefined): fc.Arbitrary<Plan> => {
  const { before, together } = contention;
  const first = nativeExpiry ? contention.first.filter((call) => !isExpiring(call)) : contention.first;
  const script = fc.array(fc.record({ wait: fc.nat(4), call: callOf({ ...together, nativeExpiry }) }), {
    minLength: 1,
    maxLength: 3,
    size: "max",
  });
  const somebody: Call = { method: "createUser", args: [{ email: new KeyRef("email", 0) }] };
  return fc.record({
    theme: themes,
    first: fc
      .tuple(
        fc.constantFrom([], ...first.map((call) => [call]), ...first.map((call) => [call])),
        fc.array(callOf({ ...before, nativeExpiry }), { maxLength: 4, size: "max" }),
      )
      .map(([always, calls]) => [somebody, ...always, ...calls]),
    scripts: fc.array(script, { minLength: 2, maxLength: 3, size: "max" }),
  });
};

/**
 * Runs histories until one fits no order, or all do.
 * @param replay `path`: the one history to run; absent: `histories` new ones.
 * @param onRelaxed is told the reason each time that a history fits an order only because of it.
 */
export async function checkConcurrent(
  sides: Sides,
  replay: Replay,
  histories: number,
  onRelaxed: (reason: string) => void,
): Promise<Checked> {
  let calls = 0;
  let failed: readonly string[] | undefined;
  const { nativeExpiry } = sides.subject.harness.traits;
  const plans = fc.oneof(...contentions.map((contention) => planOf(contention, nativeExpiry)));
  const property = fc.asyncProperty(plans, async (plan) => {
    const isShrinking = failed !== undefined;
    for (let run = 0; run < (isShrinking || replay.path ? runsWhileShrinking : 1); run += 1) {
      await sides.renew();
      const { operations, start } = await record(sides, plan);
      if (!isShrinking) calls += operations.length;
      const reasons = await why(sides, plan, operations, start);
      if (reasons === undefined) {
        failed = await lines(sides, plan, operations, start);
        throw new Error("no order fits");
      }
      if (!isShrinking) reasons.forEach(onRelaxed);
    }
  });
  const { path } = replay;
  const details = await fc.check(property, {
    seed: replay.seed,
    ...(path === undefined ? { numRuns: histories } : { path, numRuns: 1, endOnFailure: true }),
  });
  if (!details.failed) return { calls, divergence: undefined };
  const found = failed ?? [String(details.errorInstance)];
  return { calls, divergence: { seed: details.seed, path: details.counterexamplePath ?? "", lines: found } };
}

/** Has the clients do what they are to do, and notes when each call started and was answered. */
async function record({ subject, clients }: Sides, { theme, first, scripts }: Plan) {
  const start = startOfHistory();
  await subject.begin(start);
  let time = 0;
  const noted: (Omit<Operation, "outcome" | "creates"> & { result: Result })[] = [];
  const run = async (client: number, call: Call, users: number) => {
    const adapter = clients[client % clients.length] as object;
    const args = argumentsOf(call, subject.meaning(theme, start, users));
    time += 1;
    const started = time;
    const result = await resultOf(adapter, call, args);
    time += 1;
    noted.push({ client, call, users, started, answered: time, isRefused: isRefusal(result), result });
    return result;
  };

  for (const call of first) {
    const result = await run(0, call, subject.users.length);
    if (call.method === "createUser" && "value" in result) subject.users.push(idOf(result));
  }
  const known = subject.users.length;
  await Promise.all(
    scripts.map(async (script, client) => {
      for (const { wait, call } of script) {
        for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
        await run(client, call, known);
      }
    }),
  );

  // Users have their names in the order in which they were answered, and every answer is named when all are known.
  const created = noted.filter(({ call, result }) => call.method === "createUser" && "value" in result);
  subject.users = created.map(({ result }) => idOf(result));
  const operations: Operation[] = noted.map((each) => {
    const index = created.indexOf(each);
    return { ...each, creates: index < 0 ? undefined : index, outcome: subject.outcome(each.result) };
  });
  return { operations, start };
}

/** What a database says that had to end one of several statements which waited for one another. */
const refusal = /deadlock|lock wait timeout|could not serialize|changed since last read|database is locked/i;

function isRefusal(result: Result): boolean {
  if (!("error" in result)) return false;
  const { code, cause } = Object(result.error);
  return (
    code === "MORTISE_STORE_FAILED" && refusal.test(`${Object(cause).message} ${Object(Object(cause).cause).message}`)
  );
}

/** Why the history is legal: nothing need be said of one that fits an order of whole calls. `undefined`: it is not. */
async function why(sides: Sides, { theme }: Plan, operations: readonly Operation[], start: number) {
  const { reference, subject } = sides;
  await reference.begin(start);
  const specification = new Specification(reference, theme, start);
  const orders = new Orders(reference, specification, operations, await subject.rows());
  const refusals = operations.some(({ isRefused }) => isRefused) ? [refused] : [];
  if (await orders.isLegal([])) return refusals;
  const methods = new Set(operations.map(({ call }) => call.method));
  const relaxed = [...methods].flatMap((method) => {
    const reason = twoSteps[method]?.reason(subject.harness);
    return reason === undefined ? [] : [{ method, reason }];
  });
  for (const { method, reason } of relaxed) if (await orders.isLegal([method])) return [...refusals, reason];
  const isLegal = relaxed.length > 1 && (await orders.isLegal(relaxed.map(({ method }) => method)));
  return isLegal ? [...refusals, ...relaxed.map(({ reason }) => reason)] : undefined;
}

const refused = "the database refused a statement to end a deadlock: the call was rejected, and nothing was done";

/** The history, for people: each call with when it started and was answered. */
async function lines({ subject }: Sides, { theme }: Plan, operations: readonly Operation[], start: number) {
  const inOrder = operations.toSorted((a, b) => a.started - b.started);
  const calls = inOrder.flatMap(({ client, call, users, started, answered, outcome }) => [
    `${started}-${answered}. client ${client + 1}: ${shownCall(call, { theme, now: start, users }, start)}`,
    `     ${shownOutcome(outcome)}`,
  ]);
  const rows = Object.entries(await subject.rows()).map(([record, all]) => `  ${record}: ${shown(all)}`);
  return [
    ...calls,
    "what the database holds at the end:",
    ...rows,
    "No order of these calls leads to these answers and rows.",
  ];
}
