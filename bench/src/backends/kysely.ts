/** Kysely: each contestant on a database of its own, and on the newest Kysely that it takes. */
import { KyselyAdapter as OfficialAdapter } from "@auth/kysely-adapter";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import * as older from "kysely";
import * as current from "kysely-current";
import { officialNames, officialSchema } from "../../../packages/kysely-adapter/test/official-schema.ts";
import { type BetterAuthDatabase, betterAuthContestant } from "../better-auth.ts";
import type { Arena, Backend } from "../contestants.ts";
import { contestantOn, type Ground, onMysql2, onNodePostgres, onSqlite, ownContestants } from "../places.ts";
import { installed } from "../versions.ts";

/** The language of a ground, by the dialect of each Kysely over its client. */
interface Languages<Client> {
  readonly tables: readonly string[];
  current(client: Client): current.Dialect;
  older(client: Client): older.Dialect;
}

function arenaOn<Client extends BetterAuthDatabase["database"]>(
  ground: Ground<Client>,
  language: Languages<Client>,
): Arena {
  return {
    engine: ground.engine,
    ...(ground.server ? { server: ground.server } : {}),
    openPlace: ground.openPlace,
    contestants: [
      ...ownContestants(ground, {
        made: `${installed("@mortise/kysely-adapter")}, ${installed("kysely-current")}`,
        adapterOf(client, options, ear) {
          const log = ({ query: { sql: text, parameters: params } }: current.LogEvent) => ear?.({ text, params });
          const dialect = language.current(client);
          return KyselyAdapter(new current.Kysely<object>({ dialect, ...(ear && { log }) }), options);
        },
        tables: officialNames.tables,
        dates: "iso",
      }),
      contestantOn(ground, {
        id: "official",
        made: `${installed("@auth/kysely-adapter")}, ${installed("kysely")}`,
        async createTables(_, { query }) {
          for (const statement of language.tables) await query?.(statement);
        },
        subjectOf: (client) => OfficialAdapter(new older.Kysely<never>({ dialect: language.older(client) }) as never),
      }),
      // It takes the client itself, as its documentation has it, and puts a Kysely of its own over it.
      betterAuthContestant(`${installed("kysely", "better-auth")}, ${ground.driver}`, (url) => {
        const { client, close } = ground.connect(url);
        return { database: client, close };
      }),
    ],
  };
}

export const backend: Backend = {
  name: "kysely-adapter",
  arenas: [
    arenaOn(onSqlite, {
      tables: officialSchema.sqlite,
      current: (database) => new current.SqliteDialect({ database }),
      older: (database) => new older.SqliteDialect({ database }),
    }),
    arenaOn(onNodePostgres, {
      tables: officialSchema.pg,
      current: (pool) => new current.PostgresDialect({ pool }),
      older: (pool) => new older.PostgresDialect({ pool }),
    }),
    arenaOn(onMysql2, {
      tables: officialSchema.mysql,
      current: ({ pool }) => new current.MysqlDialect({ pool }),
      older: ({ pool }) => new older.MysqlDialect({ pool }),
    }),
  ],
};
