/** What is put into the page as JSON. */
import type { CaseInfo } from "../../catalogue.ts";
import type { SuiteResult } from "../../results.ts";

/** One row of the grid. */
export interface PageSuite extends Omit<SuiteResult, "planned"> {
  /** Its part of an address: `drizzle-adapter-pglite`. */
  readonly slug: string;
  /** The two halves of its name. */
  readonly adapter: string;
  readonly engineName: string;
}

export interface PageData {
  readonly groups: readonly { readonly name: string; readonly title: string }[];
  readonly cases: Readonly<Record<string, CaseInfo>>;
  readonly suites: readonly PageSuite[];
}

/** Which cases are shown. */
export interface Filter {
  readonly failedOnly: boolean;
  readonly levels: readonly string[];
}
