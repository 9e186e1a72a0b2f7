import { upgradesFrom } from "../../../scripts/upgrades.ts";
import { mongodbSuites } from "./suites-mongodb.ts";

for (const suite of mongodbSuites.slice(0, 1)) upgradesFrom("@auth/mongodb-adapter", suite);
