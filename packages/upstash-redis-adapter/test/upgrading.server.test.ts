import { upgradesFrom } from "../../../scripts/upgrades.ts";
import { upstashSuites } from "./suites-upstash.ts";

for (const suite of upstashSuites.slice(0, 1)) upgradesFrom("@auth/upstash-redis-adapter", suite);
