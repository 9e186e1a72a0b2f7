/** Redis, whatever the client: a corner of a server for each contestant, and who there is on every one. */
import type { RedisOptions } from "@mortise/adapter-kit/redis";
import { openCorner } from "@mortise/conformance/engines/redis";
import { addressOf, type Server } from "@mortise/conformance/engines/servers";
import { urlOf } from "../../conformance/src/engines/redis-place.ts";
import { type BareClient, bareRedis } from "./bare/redis.ts";
import type { Contestant, Place } from "./contestants.ts";
import { keyRing } from "./key-ring.ts";
import type { ContestantId } from "./results.ts";
import { installed } from "./versions.ts";
import type { Subject } from "./world.ts";

/** Keys under a prefix of a contestant's own, and a user who has no others. */
export interface CornerPlace extends Place {
  /** What every key begins with. */
  readonly baseKeyPrefix: string;
  /** The corner's user may also write what this pattern matches. */
  allow(pattern: string): Promise<void>;
}

/** An empty corner of a server that runs. */
export async function openCornerPlace(server: Server): Promise<CornerPlace> {
  const corner = await openCorner(addressOf(server));
  const { base, place, version } = corner;
  return {
    url: urlOf(place),
    version,
    baseKeyPrefix: base,
    allow: async (pattern) => void (await corner.ask("ACL", "SETUSER", place.username, `~${pattern}`)),
    close: corner.close,
  };
}

/** A client of Redis, and our adapter over it. */
export interface RedisGround<Client, Own extends CornerPlace = CornerPlace> {
  /** The client with its version. */
  readonly driver: string;
  /** Our package. */
  readonly adapter: string;
  /** @param url of the place, or of a line to it. */
  connect(url: string, place: Own): Promise<{ readonly client: Client; close(): Promise<void> }>;
  bare(client: Client): BareClient;
  ours(client: Client, options: RedisOptions): object;
}

/**
 * A contestant over the client.
 * @param made the packages over the client, with versions, if there are any.
 * @param subjectOf is told what every key begins with.
 */
export function contestantOn<Client, Own extends CornerPlace>(
  { driver, connect }: RedisGround<Client, Own>,
  id: ContestantId,
  made: string | undefined,
  subjectOf: (client: Client, baseKeyPrefix: string) => object | Promise<object>,
): Contestant {
  return {
    id,
    made: made === undefined ? driver : `${made}, ${driver}`,
    createTables: async () => {},
    async enter(url, place: Own) {
      const { client, close } = await connect(url, place);
      return { subject: (await subjectOf(client, place.baseKeyPrefix)) as Subject, close };
    },
  };
}

/** The bare client, and ours in all its ways. */
export function bareAndOurs<Client, Own extends CornerPlace>(ground: RedisGround<Client, Own>): Contestant[] {
  const ours = (id: ContestantId, options: RedisOptions = {}) =>
    contestantOn(ground, id, installed(ground.adapter), (client, baseKeyPrefix) =>
      ground.ours(client, { ...options, baseKeyPrefix }),
    );
  return [
    contestantOn(ground, "bare", undefined, (client, baseKeyPrefix) => bareRedis(ground.bare(client), baseKeyPrefix)),
    ours("ours"),
    ours("hashed", { hashSessionTokens: true }),
    ours("encrypted", { encryptProviderTokens: keyRing }),
  ];
}
