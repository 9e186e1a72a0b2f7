import type { Address } from "@mortise/conformance/engines/servers";
import { killedAndStartedAgain } from "../../../scripts/restarts.ts";
import { manySignIns } from "../../../scripts/rushes.ts";
import { newest, openSuite } from "./suites-mongodb.ts";

const openers = { "mongodb-8": (address: Address) => openSuite(address, newest) };

killedAndStartedAgain("mongodb-adapter", openers);
manySignIns("mongodb-adapter", openers);
