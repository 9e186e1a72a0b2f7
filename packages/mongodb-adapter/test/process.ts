/** An adapter in a process of its own, for a race across processes: `process.ts <driver> <address>`. */
import { mongodb7 } from "@mortise/conformance/engines/mongodb";
import { serveAdapter } from "@mortise/conformance/engines/processes";
import { MongoDBAdapter } from "@mortise/mongodb-adapter";
import { mongodb6 } from "./suites-mongodb.ts";

const [driver = "", address = ""] = process.argv.slice(2);

const { client, close } = (driver === "mongodb 6" ? mongodb6 : mongodb7).connect(address);
serveAdapter(MongoDBAdapter(client, { ids: driver === "mongodb 7, strings" ? "string" : "objectid" }), close);
