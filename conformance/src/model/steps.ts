/**
 * What a method does in two steps, between which others may come. Such a method's answer may fit no order of whole calls
 * though nothing is wrong with what is stored. Each is named here with the reason, holds only where the store declares
 * the second trip or the lack, or the server is known for it, and is counted in what a run prints.
 */
import { recordKeys } from "@mortise/adapter-kit";
import type { Harness, Row } from "../harness.ts";
import type { Outcome } from "./agreement.ts";
import type { Called } from "./call.ts";
import type { Asked } from "./side.ts";
import type { Specification, State } from "./specification.ts";

/** What the first step leaves for the second. */
type Left = { readonly memory: unknown };

export interface TwoSteps {
  /** Why the method takes two steps on this store and server; `undefined` where it takes one. */
  reason(subject: Pick<Harness, "traits" | "inTwoSteps">): string | undefined;
  /** The outcome, where it is settled then. */
  first(specification: Specification, asked: Asked): Promise<Outcome | Left>;
  second(specification: Specification, asked: Asked, memory: unknown): Promise<Outcome>;
}

const declared =
  (method: "updateUser" | "updateAuthenticatorCounter" | "useVerificationToken") =>
  ({ traits: { trips, reasons }, inTwoSteps }: Pick<Harness, "traits" | "inTwoSteps">) => {
    if (trips[method] > 1) return `${method}: ${reasons?.[method] ?? "the store declares a second trip"}`;
    const own = inTwoSteps?.[method];
    return own === undefined ? undefined : `${method}: ${own}`;
  };

export const twoSteps: { readonly [M in Called]?: TwoSteps } = {
  getSessionAndUser: {
    reason: () => "getSessionAndUser: an expired session is removed by a statement of its own, if it still is expired",
    async first(specification, asked) {
      const before = await specification.state();
      const outcome = await specification.perform(asked);
      const { rows } = await specification.state();
      if (rows.session.length === before.rows.session.length) return outcome;
      await specification.restore(before);
      return { memory: outcome };
    },
    async second(specification, asked, memory) {
      await specification.perform(asked);
      return memory as Outcome;
    },
  },

  deleteUser: {
    reason: ({ traits }) =>
      traits.unowned &&
      "deleteUser: without foreign keys, what is stored for a user who is being deleted may stay, and is nobody's",
    first: async (specification) => ({ memory: (await specification.state()).rows }),
    async second(specification, asked, memory) {
      const before = await specification.state();
      const outcome = await specification.perform(asked);
      const after = await specification.state();
      const known = memory as State["rows"];
      const rows = { ...after.rows };
      for (const record of ["account", "session", "authenticator"] as const) {
        const isIn = (all: readonly Row[], row: Row) =>
          all.some((each) => recordKeys[record].every((field) => Object(each)[field] === Object(row)[field]));
        const late = before.rows[record].filter((row) => !isIn(after.rows[record], row) && !isIn(known[record], row));
        Object.assign(rows, { [record]: [...after.rows[record], ...late] });
      }
      await specification.restore({ ...after, rows });
      return outcome;
    },
  },

  updateUser: {
    reason: declared("updateUser"),
    async first(specification, asked) {
      const outcome = await specification.perform(asked);
      return "rejected" in outcome ? outcome : { memory: undefined };
    },
    async second(specification, asked) {
      const [{ id } = {}] = specification.argumentsOf(asked);
      const read = await specification.ask("getUser", id);
      return "answer" in read && read.answer === null ? specification.rejects("MORTISE_NOT_FOUND") : read;
    },
  },

  updateAuthenticatorCounter: {
    reason: declared("updateAuthenticatorCounter"),
    async first(specification, asked) {
      const outcome = await specification.perform(asked);
      const isRefused = "rejected" in outcome && outcome.rejected.text === "MORTISE_INVALID_ARGUMENT";
      return isRefused ? outcome : { memory: undefined };
    },
    async second(specification, asked) {
      const [credentialID, counter] = specification.argumentsOf(asked);
      const read = await specification.ask("getAuthenticator", String(credentialID));
      if ("rejected" in read) return read;
      if (read.answer === null) return specification.rejects("MORTISE_NOT_FOUND");
      const isIt = Object(read.answer).counter === Number(counter);
      return isIt ? read : specification.rejects("MORTISE_COUNTER_REGRESSION");
    },
  },

  useVerificationToken: {
    reason: declared("useVerificationToken"),
    async first(specification, asked) {
      const before = await specification.state();
      const outcome = await specification.perform(asked);
      const { rows } = await specification.state();
      const [taken] = before.rows.verificationToken.filter(
        (row) => !rows.verificationToken.some((left) => left.identifier === row.identifier && left.token === row.token),
      );
      if (taken === undefined) return outcome;
      await specification.restore(before);
      return { memory: { outcome, identifier: taken.identifier, token: taken.token } };
    },
    async second(specification, _asked, memory) {
      const { outcome, identifier, token } = memory as { outcome: Outcome; identifier: string; token: string };
      const before = await specification.state();
      await specification.ask("useVerificationToken", { identifier, token });
      const { rows } = await specification.state();
      return rows.verificationToken.length < before.rows.verificationToken.length ? outcome : { answer: null };
    },
  },
};
