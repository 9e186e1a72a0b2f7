/** `@auth/typeorm-adapter` over the tables that TypeORM makes of the adapter's own entities. */
import { entities } from "@auth/typeorm-adapter";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { DataSource, type DataSourceOptions, type Logger } from "typeorm";
import type { SqlEngine, Wire } from "../../src/engines/engine.ts";
import type { Driver } from "../../src/engines/server.ts";
import { type Peer, server, traits } from "./peer.ts";
import { noAuthenticators, openPeerHarness } from "./sql.ts";

const postgres = server("postgres-18");

/** The adapter's own types leave out how it is ended. */
type Factory = (source: DataSourceOptions) => { __disconnect(): Promise<void> };

interface Client {
  readonly source: DataSourceOptions;
  readonly Adapter: Factory;
}

let copies = 0;

/** The module keeps one data source for its whole process, so each client has a copy of it, as each process has. */
async function copyOfModule(): Promise<Factory> {
  copies += 1;
  const module: { TypeORMAdapter: Factory } = await import(
    `${import.meta.resolve("@auth/typeorm-adapter")}?copy=${copies}`
  );
  return module.TypeORMAdapter;
}

/** What a connection is made of; the connection itself is the adapter's to make. */
function driverOf(next: () => Factory): Driver<Client> {
  return {
    name: nodePostgres.name,
    connect(url, wire, { timeZone } = {}) {
      const source: DataSourceOptions = {
        type: "postgres",
        url,
        synchronize: false,
        poolSize: 10,
        logging: ["query"],
        logger: listening(wire),
        ...(timeZone === undefined ? {} : { extra: { options: `-c timezone=${timeZone}` } }),
      };
      const Adapter = next();
      return { client: { source, Adapter }, close: () => Adapter(source).__disconnect() };
    },
  };
}

function listening(wire: Wire): Logger {
  const nothing = () => {};
  return {
    logQuery: (text, params = []) => wire.note({ text, params }),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}

async function openEngine(): Promise<SqlEngine<Client>> {
  const ready = [await copyOfModule()];
  const driver = driverOf(() => {
    const copy = ready.pop();
    if (!copy) throw new Error("there is no copy of the module");
    return copy;
  });
  const engine = await openPostgres(addressOf(postgres), driver);
  const maker = new DataSource({
    type: "postgres",
    url: engine.address ?? "",
    entities: Object.values(entities),
    synchronize: true,
  });
  await maker.initialize();
  await maker.destroy();
  return {
    ...engine,
    async openClient(options) {
      ready.push(await copyOfModule());
      return engine.openClient(options);
    },
  };
}

export const peer: Peer = {
  adapter: "@auth/typeorm-adapter",
  module: import.meta.url,
  drivers: ["typeorm", "pg"],
  behind: "Its range ends below TypeORM 1.",
  engines: [
    {
      name: `${postgres.name}, ${nodePostgres.name}`,
      server: postgres,
      open: async () =>
        openPeerHarness({
          engine: await openEngine(),
          schema: [noAuthenticators("users", "uuid")],
          tables: {
            tables: {
              user: "users",
              account: "accounts",
              session: "sessions",
              verificationToken: "verification_tokens",
            },
            dates: "digits",
          },
          adapterOf: ({ source, Adapter }) => Adapter(source),
          isWarmed: true,
          traits: traits({ kind: "uuid", from: "store" }),
        }),
    },
  ],
};
