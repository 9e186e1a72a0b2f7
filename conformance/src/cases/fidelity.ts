/** Fidelity: what goes in comes out, the same to the last character and of the same kind. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { dateTexts, loneSurrogates, normalForms, nulTexts, texts, valueTexts } from "../corpus.ts";
import { attempt, only, sameRows } from "../expect.ts";
import { fidelityKinds } from "./fidelity-kinds.ts";
import { fidelityLimits } from "./fidelity-limits.ts";
import { holds, keepsInUserOrRejects, keepsTextsInAccounts, keepsTextsInUsers } from "./fidelity-rows.ts";
import { emailOf, fromEveryReader } from "./user-rows.ts";

export const fidelity: CasesOf<"FID"> = {
  "FID-01": (context) => keepsTextsInUsers(context, texts),

  "FID-02": (context) => keepsTextsInUsers(context, dateTexts),

  "FID-03": async (context) => {
    await keepsTextsInUsers(context, valueTexts);
    await keepsTextsInAccounts(context, valueTexts);
  },

  "FID-04": async (context) => {
    const empty = { "an empty text": "", "another one": "" };
    await keepsTextsInUsers(context, empty);
    await keepsTextsInAccounts(context, empty);
  },

  "FID-14": async (context) => {
    const { adapter, raw, given, sample } = context;
    const neighbour = await given.user();
    for (const [what, { before, half, after }] of Object.entries(loneSurrogates)) {
      const isKept = (name: unknown) =>
        typeof name === "string" &&
        name.startsWith(before) &&
        name.endsWith(after) &&
        // The half as it is, one or three of U+FFFD in its place, or an escape.
        name.length > before.length + after.length &&
        name.length <= before.length + after.length + half.length * 6;
      const rows = await raw.rows("user");
      const { id: _, ...input } = sample.user({ name: before + half + after });
      const created = await attempt(() => adapter.createUser({ ...input }));
      if (created === null) {
        sameRows(await raw.rows("user"), rows, `${what}: rejected and stored`);
      } else {
        const { id } = created;
        const [row] = only(await raw.rows("user"), { id });
        assert.ok(isKept(row?.name), `${what}: the name is stored as ${inspect(row?.name)}`);
        const { name, ...others } = input;
        for (const [reader, user] of Object.entries(
          await fromEveryReader(context, { id, email: emailOf(row ?? { ...input, id }) }),
        )) {
          assert.ok(isKept(user?.name), `${what}: ${reader} answers the name as ${inspect(user?.name)}`);
          holds(user, { ...others, id }, `${what}, as ${reader} answers it`);
          assert.doesNotThrow(() => JSON.stringify(user));
        }
      }
      const changed = await given.user();
      await attempt(() => adapter.updateUser({ id: changed.id, name: before + half + after }));
      const read = await adapter.getUser(changed.id);
      assert.ok(read?.name === changed.name || isKept(read?.name), `${what}: the name becomes ${inspect(read?.name)}`);
      holds(await adapter.getUser(neighbour.id), neighbour, `${what}, the neighbour`);
    }
  },

  "FID-15": async (context) => {
    for (const [what, name] of Object.entries(nulTexts)) await keepsInUserOrRejects(context, { name }, what);
  },

  "FID-16": async (context) => {
    await keepsTextsInUsers(context, normalForms);
    await keepsTextsInAccounts(context, normalForms);
  },

  ...fidelityLimits,
  ...fidelityKinds,
};
