/** The peers: npm package to the file that opens its harnesses. A file is loaded when its peer is run. */
import type { Peer } from "./peer.ts";

export const peers: Readonly<Record<string, () => Promise<{ readonly peer: Peer }>>> = {
  "@auth/d1-adapter": () => import("./d1.ts"),
  "@auth/drizzle-adapter": () => import("./drizzle.ts"),
  "@auth/kysely-adapter": () => import("./kysely.ts"),
  "@auth/mikro-orm-adapter": () => import("./mikro-orm.ts"),
  "@auth/mongodb-adapter": () => import("./mongodb.ts"),
  "@auth/pg-adapter": () => import("./pg.ts"),
  "@auth/pouchdb-adapter": () => import("./pouchdb.ts"),
  "@auth/prisma-adapter": () => import("./prisma.ts"),
  "@auth/sequelize-adapter": () => import("./sequelize.ts"),
  "@auth/typeorm-adapter": () => import("./typeorm.ts"),
  "@auth/unstorage-adapter": () => import("./unstorage.ts"),
  "@auth/upstash-redis-adapter": () => import("./upstash-redis.ts"),
};
