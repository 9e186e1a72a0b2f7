import { upgradesFrom } from "../../../scripts/upgrades.ts";
import { sqliteSuites } from "./suites-sqlite.ts";

for (const suite of sqliteSuites.slice(0, 1)) upgradesFrom("@auth/kysely-adapter", suite);
