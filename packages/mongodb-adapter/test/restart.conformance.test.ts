import { killedAndStartedAgain } from "../../../scripts/restarts.ts";
import { newest, openSuite } from "./suites-mongodb.ts";

killedAndStartedAgain("mongodb-adapter", { "mongodb-8": (address) => openSuite(address, newest) });
