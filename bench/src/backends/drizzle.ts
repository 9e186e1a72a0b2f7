/** Drizzle: the same queries by ours, by the official adapter and by better-auth's, each over a Drizzle of its own. */
import { DrizzleAdapter as OfficialAdapter } from "@auth/drizzle-adapter";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzleAdapter as betterAuthAdapter } from "better-auth/adapters/drizzle";
import type { Logger } from "drizzle-orm";
import { drizzle as drizzleBetterSqlite3 } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { officialTables } from "../../../packages/drizzle-adapter/test/official.ts";
import { mysqlSchema, pgSchema, sqliteSchema } from "../../../packages/drizzle-adapter/test/schema.ts";
import { betterAuthContestant } from "../better-auth.ts";
import { betterAuthSchema } from "../better-auth-drizzle.ts";
import type { Arena, Backend, Ear, Place } from "../contestants.ts";
import { contestantOn, type Ground, onMysql2, onNodePostgres, onPglite, onSqlite, ownContestants } from "../places.ts";
import { installed } from "../versions.ts";

/** The tables of ours, which have the official names. */
const tables = {
  user: "user",
  account: "account",
  session: "session",
  verificationToken: "verificationToken",
  authenticator: "authenticator",
};

/** drizzle-kit's statements for tables, by dialect. */
const schemas = { sqlite: sqliteSchema, pg: pgSchema, mysql: mysqlSchema };
type Dialect = keyof typeof schemas;

/** What the four functions that make a Drizzle database take alike. */
interface Config {
  readonly logger: Logger | false;
  /** The tables of `db.query`. */
  readonly schema?: Record<string, unknown>;
}

/** @param drizzle makes a Drizzle database of a client. */
function arenaOn<Client>(
  ground: Ground<Client>,
  dialect: Dialect,
  drizzle: (client: Client, config: Config) => object,
): Arena {
  const { engine, openPlace } = ground;
  const orm = installed("drizzle-orm");
  const over = (client: Client, ear?: Ear) =>
    drizzle(client, { logger: ear ? { logQuery: (text, params) => ear({ text, params }) } : false });
  const betterAuth = betterAuthSchema(dialect);
  return {
    engine,
    ...(ground.server ? { server: ground.server } : {}),
    openPlace,
    contestants: [
      ...ownContestants(ground, {
        made: `${installed("@mortise/drizzle-adapter")}, ${orm}`,
        adapterOf: (client, options, ear) => DrizzleAdapter(over(client, ear) as never, undefined, options),
        tables,
        dates: "milliseconds",
      }),
      contestantOn(ground, {
        id: "official",
        made: `${installed("@auth/drizzle-adapter")}, ${orm}`,
        createTables: async (_, place) => runAll(place, await schemas[dialect](await officialTables(dialect))),
        subjectOf: (client) => OfficialAdapter(over(client) as never),
      }),
      betterAuthContestant(
        `${orm}, ${ground.driver}`,
        (url) => {
          const { client, close } = ground.connect(url);
          const db = drizzle(client, { logger: false, schema: { ...betterAuth.tables, ...betterAuth.relations } });
          return { database: betterAuthAdapter(db, { provider: dialect, schema: betterAuth.tables }), close };
        },
        async (place) => runAll(place, await schemas[dialect](betterAuth.tables)),
      ),
    ],
  };
}

async function runAll({ query }: Place, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await query?.(statement);
}

export const backend: Backend = {
  name: "drizzle-adapter",
  arenas: [
    arenaOn(onSqlite, "sqlite", drizzleBetterSqlite3),
    arenaOn(onPglite, "pg", drizzlePglite),
    arenaOn(onNodePostgres, "pg", drizzleNodePostgres),
    arenaOn(onMysql2, "mysql", (client, config) => drizzleMysql2(client, { ...config, mode: "default" })),
  ],
};
