import { type Address, servers } from "@mortise/conformance/engines/servers";
import { killedAndStartedAgain } from "../../../scripts/restarts.ts";
import { manySignIns } from "../../../scripts/rushes.ts";
import { clientsOf } from "./clients.ts";
import { openSuite } from "./suites-redis.ts";

const openers = servers.flatMap(({ id }) => {
  const [kind] = clientsOf[id] ?? [];
  return kind === undefined ? [] : [[id, (address: Address) => openSuite(kind, address)] as const];
});

killedAndStartedAgain("redis-adapter", Object.fromEntries(openers));
manySignIns("redis-adapter", Object.fromEntries(openers.filter(([id]) => id === "redis-8")));
