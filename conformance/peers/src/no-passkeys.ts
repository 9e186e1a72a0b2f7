/** The second path for an adapter that has no passkeys, in a database where nobody else removes them. */
import type { Harness, RawPath } from "@mortise/conformance";

/**
 * The adapter has no passkeys. Those of the suite go with their user, as in the tables that other peers have for them: that
 * it leaves them is no fault of it.
 */
export function withoutPasskeysOfNobody(harness: Harness): Harness {
  const { raw, openVariant } = harness;
  const rows: RawPath["rows"] = async (record) => {
    const all = await raw.rows(record);
    if (record !== "authenticator") return all;
    const owners = new Set((await raw.rows("user")).map(({ id }) => id));
    return all.filter(({ userId }) => owners.has(String(userId)));
  };
  return {
    ...harness,
    raw: { ...raw, rows },
    ...(openVariant ? { openVariant: async (variant) => withoutPasskeysOfNobody(await openVariant(variant)) } : {}),
  };
}
