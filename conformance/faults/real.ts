/** A harness over a real engine with a fault in the adapter: for what the reference store cannot get wrong. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { sqliteSuites } from "../../packages/drizzle-adapter/test/suites-sqlite.ts";
import type { Adoption, Harness } from "../src/harness.ts";
import type { AdapterPatch } from "./fault.ts";

/** Drizzle over better-sqlite3, each adapter that it makes with these methods in place of its own. */
export async function openReal(patch: (adapter: MortiseAdapter) => AdapterPatch): Promise<Harness> {
  const suite = sqliteSuites.find(({ name }) => name === "better-sqlite3");
  if (!suite) throw new Error("there is no suite of better-sqlite3");
  return withFault(await suite.open(), (adapter) => ({ ...adapter, ...patch(adapter) }) as MortiseAdapter);
}

type Wrap = (adapter: MortiseAdapter) => MortiseAdapter;

function withFault(harness: Harness, wrap: Wrap): Harness {
  const { construct, openVariant, openOfficial } = harness;
  const faulty = async (adoption: Promise<Adoption>): Promise<Adoption> => {
    const { official, harness: own, sameCall } = await adoption;
    return { official, harness: withFault(own, wrap), sameCall: () => wrap(sameCall()) };
  };
  return {
    ...harness,
    adapter: wrap(harness.adapter),
    async openSecond(options) {
      const { adapter, close } = await harness.openSecond(options);
      return { adapter: wrap(adapter), close };
    },
    ...(construct ? { construct: (options) => wrap(construct(options)) } : {}),
    ...(openVariant ? { openVariant: async (variant) => withFault(await openVariant(variant), wrap) } : {}),
    ...(openOfficial ? { openOfficial: (variant) => faulty(openOfficial(variant)) } : {}),
  };
}
