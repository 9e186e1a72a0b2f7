/** `@auth/mikro-orm-adapter` over the tables that MikroORM makes of the adapter's own entities. */
import { defaultEntities, MikroOrmAdapter } from "@auth/mikro-orm-adapter";
import {
  type AnyEntity,
  DefaultLogger,
  type EntityClass,
  type LogContext,
  MikroORM,
  type Options,
} from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import type { SqlEngine, Wire } from "../../src/engines/engine.ts";
import type { Driver } from "../../src/engines/server.ts";
import { type Peer, server, traits } from "./peer.ts";
import { noAuthenticators, openPeerHarness } from "./sql.ts";

const postgres = server("postgres-18");

/** The adapter's own types leave out how it is ended. */
interface Made {
  __disconnect(): Promise<void>;
}
const Adapter = MikroOrmAdapter as never as (options: Options) => Made;

interface Client {
  readonly options: Options;
  /** The adapter over it: each that is made has connections of its own. */
  adapter?: Made;
}

const common: Options = {
  driver: PostgreSqlDriver,
  // What it finds out of the entities is not written into the folder in which it runs.
  cache: { enabled: false },
  allowGlobalContext: true,
  // An adapter has its connections to itself and cannot be told to end them, so they end when they are idle.
  pool: { min: 0, max: 10, idleTimeoutMillis: 1000 },
};

/** What a connection is made of; the connection itself is the adapter's to make. */
const mikroOrm: Driver<Client> = {
  name: nodePostgres.name,
  connect(clientUrl, wire, { timeZone } = {}) {
    const connection = timeZone === undefined ? {} : { options: `-c timezone=${timeZone}` };
    const options: Options = {
      ...common,
      clientUrl,
      driverOptions: { connection },
      debug: ["query"],
      loggerFactory: (own) => new Listening(own, wire),
    };
    const client: Client = { options };
    return { client, close: async () => client.adapter?.__disconnect() };
  },
};

class Listening extends DefaultLogger {
  readonly #wire: Wire;

  constructor(options: ConstructorParameters<typeof DefaultLogger>[0], wire: Wire) {
    super(options);
    this.#wire = wire;
  }

  override logQuery({ query = "", params = [] }: LogContext): void {
    this.#wire.note({ text: query, params: [...params] });
  }
}

function adapterOf(client: Client): Made {
  const adapter = Adapter(client.options);
  client.adapter ??= adapter;
  return adapter;
}

async function openEngine(): Promise<SqlEngine<Client>> {
  const engine = await openPostgres(addressOf(postgres), mikroOrm);
  const entities: EntityClass<AnyEntity>[] = Object.values(defaultEntities);
  const maker = await MikroORM.init({ ...common, entities, clientUrl: engine.address ?? "" });
  await maker.getSchemaGenerator().createSchema();
  await maker.close();
  return engine;
}

const owner = { userId: "user_id" };

export const peer: Peer = {
  adapter: "@auth/mikro-orm-adapter",
  module: import.meta.url,
  drivers: ["@mikro-orm/core", "@mikro-orm/postgresql"],
  behind: "Its range ends below MikroORM 6.",
  engines: [
    {
      name: `${postgres.name}, ${mikroOrm.name}`,
      server: postgres,
      open: async () =>
        openPeerHarness({
          engine: await openEngine(),
          schema: [noAuthenticators("user", "varchar(255)")],
          tables: {
            tables: { verificationToken: "verification_token" },
            columns: {
              user: { emailVerified: "email_verified" },
              account: { ...owner, providerAccountId: "provider_account_id" },
              session: { ...owner, sessionToken: "session_token" },
            },
            fill: { account: () => ({ id: crypto.randomUUID() }), session: () => ({ id: crypto.randomUUID() }) },
          },
          adapterOf,
          isWarmed: true,
          // Its columns of instants keep whole seconds.
          traits: traits({ kind: "text", from: "store" }, 1000),
        }),
    },
  ],
};
