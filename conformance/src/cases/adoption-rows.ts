/** What the cases about adoption share. */
import type { AuthMethods } from "@mortise/adapter-kit";
import { type CaseContext, contextOf } from "../context.ts";
import type { Adoption, Harness, Row, Variant } from "../harness.ts";
import { need } from "../needs.ts";
import { classicMethods } from "./each-method.ts";

/** The context of our adapter over the official tables, and the official adapter beside it. */
export interface Adopted extends CaseContext {
  readonly official: AuthMethods;
  readonly sameCall: Adoption["sameCall"];
}

/** Opens the official adapter's tables for as long as the work takes. */
export async function adopts(
  harness: Harness,
  work: (context: Adopted) => Promise<void>,
  variant?: Pick<Variant, "fields" | "isBare">,
): Promise<void> {
  const adoption = await need(harness.openOfficial, "official adapter for this backend")(variant);
  const { official, sameCall } = adoption;
  try {
    for (const name of classicMethods) need(official[name], `official adapter with ${name}`);
    await work({ ...contextOf(adoption.harness), official: official as AuthMethods, sameCall });
  } finally {
    await adoption.harness.close();
  }
}

/** A user whom the adapter made, as a row: what was given, under the id that it answers. */
export async function createdBy(
  adapter: AuthMethods,
  { sample }: CaseContext,
  over: Partial<Row<"user">> = {},
): Promise<Row<"user">> {
  const { id: _, ...input } = sample.user(over);
  const { id } = await adapter.createUser({ ...input, id: crypto.randomUUID() });
  return { ...input, id: String(id) } as Row<"user">;
}

const looks: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  integer: /^\d+$/,
  ObjectId: /^[0-9a-f]{24}$/,
  cuid: /^c[0-9a-z]{24}$/,
};

/** Of what kind an id is, by its looks. */
export function looksOf(id: string): string {
  return Object.keys(looks).find((kind) => looks[kind]?.test(id)) ?? "text";
}
