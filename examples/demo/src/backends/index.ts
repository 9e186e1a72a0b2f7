/** The backends by the name of their adapter. None is loaded, nor the driver that it takes, before it is asked for. */
import type { AdapterName } from "../options.ts";
import type { Open } from "./backend.ts";

export const backends: Readonly<Record<AdapterName, () => Promise<{ readonly open: Open }>>> = {
  drizzle: () => import("./drizzle.ts"),
  kysely: () => import("./kysely.ts"),
  memory: () => import("./memory.ts"),
  mongodb: () => import("./mongodb.ts"),
  redis: () => import("./redis.ts"),
  upstash: () => import("./upstash.ts"),
};
