/** The cases that mean nothing in a database with rows of earlier cases in it. */
import type { CaseId } from "./catalogue.ts";

/**
 * They store keys that are the same each time. Where the database cannot be emptied, and a case has none of its own, they
 * are not checkable.
 */
export const needsEmpty: ReadonlySet<CaseId> = new Set<CaseId>([
  "USR-16",
  "ACC-02",
  "ACC-07",
  "ACC-12",
  "ACC-13",
  "ACC-14",
  "ACC-21",
  "ACC-24",
  "SES-19",
  "SES-21",
  "WAN-03",
  "HOS-02",
  "HOS-03",
  "HOS-04",
  "HOS-05",
  "HOS-06",
  "HOS-07",
  "HOS-10",
  "HOS-11",
  "HOS-12",
  "HOS-14",
  "HOS-16",
  "HOS-17",
]);
