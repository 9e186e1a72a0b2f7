import { servers } from "@mortise/conformance/engines/servers";
import { killedAndStartedAgain } from "../../../scripts/restarts.ts";
import { clientsOf } from "./clients.ts";
import { openSuite } from "./suites-redis.ts";

const openers = servers.flatMap(({ id }) => {
  const [kind] = clientsOf[id] ?? [];
  return kind === undefined
    ? []
    : [[id, (address: Parameters<typeof openSuite>[1]) => openSuite(kind, address)] as const];
});

killedAndStartedAgain("redis-adapter", Object.fromEntries(openers));
