/** Upstash's client in the ways in which an app may have it. */
import type { Access } from "@mortise/conformance/engines/upstash";
import { Redis } from "@upstash/redis";
import { Redis as OldestRedis } from "upstash-redis-1.34";

/** Between its tries the client waits four seconds in all, which is long for a test of what cannot be reached. */
const retry = { backoff: () => 20 };

/** What the client is told that an app for which nothing may happen by itself tells it. */
const nothingAutomatic = {
  automaticDeserialization: false,
  enableAutoPipelining: false,
  responseEncoding: false,
  readYourWrites: false,
  retry: { retries: 0 },
} as const;

export type ClientKind = "1.39" | "1.34" | "1.39, nothing automatic";

export const clients: Readonly<Record<ClientKind, (access: Access) => Redis | OldestRedis>> = {
  "1.39": ({ url, token }) => new Redis({ url, token, retry }),
  "1.34": ({ url, token }) => new OldestRedis({ url, token, retry }),
  "1.39, nothing automatic": ({ url, token }) => new Redis({ url, token, ...nothingAutomatic }),
};
