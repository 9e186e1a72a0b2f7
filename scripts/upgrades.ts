/** What docs/upgrading.md tells people to do, done: each step on a database that the official adapter wrote. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Adoption, Harness } from "@mortise/conformance";
import { describe, expect } from "vitest";
import {
  changesAdapter,
  changesAuth,
  changesBack,
  hashesLater,
  reportsAndMends,
} from "../conformance/src/flows/upgrade.ts";
import { runnable } from "./runnable.ts";
import type { NamedSuite } from "./suites.ts";

const document = fileURLToPath(new URL("../docs/upgrading.md", import.meta.url));

/**
 * Declares the steps for one adapter on one engine.
 * @param official the name of the official package, which has a chapter in the document.
 */
export function upgradesFrom(official: string, { name, open, absent }: NamedSuite): void {
  const step = (title: string, run: (adoption: Adoption, harness: Harness) => Promise<void>) =>
    runnable(title, absent, async () => {
      const harness = await open();
      try {
        const adoption = await harness.openOfficial?.();
        if (adoption === undefined) throw new Error(`${name} knows no official adapter`);
        try {
          await run(adoption, harness);
        } finally {
          await adoption.harness.close();
        }
      } finally {
        await harness.close();
      }
    });

  describe(`upgrading from ${official}: ${name}`, () => {
    step("verifySchema reports what the document says, and its statements mend it", async (adoption) => {
      expect(await reportsAndMends(adoption)).toEqual(documented(official));
    });
    step("the adapter is changed, and nobody notices", (adoption) => changesAdapter(adoption));
    step("and back", (adoption) => changesBack(adoption));
    step("hashed session tokens, switched on later", (adoption) =>
      hashesLater(adoption, (options) => adoption.harness.construct?.(options) ?? expect.unreachable()),
    );
    step("next-auth 4 becomes next-auth 5", (_, harness) => changesAuth(harness));
  });
}

/** The lines of the table in the chapter of the document about that package: kind, record and fields. */
function documented(official: string): string[] {
  const [, chapter = ""] = readFileSync(document, "utf8").split(`### \`${official}\`\n`);
  const [own = ""] = chapter.split(/^#/m);
  const lines = [...own.matchAll(/^\| `([a-z-]+)` \| `?(\w*)`? \|(.*)\|$/gm)];
  return lines
    .map(([, kind = "", record = "", fields = ""]) => [kind, record, fields.replaceAll("`", "").trim()].join(" | "))
    .sort();
}
