/** The SQL engines of the bench: an empty database on each, and the driver's client of it. */
import type { AdapterOptions, MortiseAdapter } from "@mortise/adapter-kit";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import type { SqlEngine } from "@mortise/conformance/engines/engine";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { openPglite } from "@mortise/conformance/engines/pglite";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf, type Server } from "@mortise/conformance/engines/servers";
import Database from "better-sqlite3";
import mysql, { type Pool as MysqlPool } from "mysql2/promise";
import pg from "pg";
import { server } from "../../conformance/peers/src/peer.ts";
import {
  bareMysql2,
  bareNodePostgres,
  barePglite,
  bareSqlite,
  type PGlite,
  type SqliteDates,
  typesOf,
} from "./bare/drivers.ts";
import { type BareDriver, bareSql, type TableNames } from "./bare/sql.ts";
import type { Contestant, Ear, Place } from "./contestants.ts";
import { keyRing } from "./key-ring.ts";
import type { ContestantId } from "./results.ts";
import { installed } from "./versions.ts";
import type { Subject } from "./world.ts";

interface Connected<Client> {
  readonly client: Client;
  close(): Promise<void>;
}

/** An engine with a driver. */
export interface Ground<Client> {
  /** The engine and the driver, as the arena is called. */
  readonly engine: string;
  readonly server?: Server;
  /** The driver with its version. */
  readonly driver: string;
  openPlace(): Promise<Place>;
  /** @param url of the place, or of a line to it. */
  connect(url: string): Connected<Client>;
  /**
   * The driver as it is best used.
   * @param dates how the tables keep instants, where the engine has no type for them.
   */
  connectBare(url: string, dates: SqliteDates): Connected<BareDriver>;
}

/** As many connections as each contestant may have. */
const most = 10;

/** In a file, with a log that is written before the database is and synchronised when the log is full. */
export const onSqlite: Ground<Database.Database> = {
  engine: "SQLite, better-sqlite3",
  driver: installed("better-sqlite3"),
  openPlace: async () => placeOf(await openBetterSqlite3()),
  connect(file) {
    const client = new Database(file);
    client.pragma("journal_mode = wal");
    client.pragma("synchronous = normal");
    return { client, close: async () => void client.close() };
  },
  connectBare(file, dates) {
    const { client, close } = onSqlite.connect(file);
    return { client: bareSqlite(client, dates), close };
  },
};

/** A database in memory has no address but this: it is in the process. */
const pglites = new Map<string, PGlite>();

export const onPglite: Ground<PGlite> = {
  engine: "PGlite",
  driver: installed("@electric-sql/pglite", "@mortise/conformance"),
  async openPlace() {
    const engine = await openPglite();
    const url = `pglite:${crypto.randomUUID()}`;
    // A second client is the database without the ear that the engine's own has at it.
    pglites.set(url, (await engine.openClient()).client);
    const close = async () => {
      pglites.delete(url);
      await engine.close();
    };
    return { ...placeOf(engine), url, close };
  },
  connect(url) {
    const client = pglites.get(url);
    if (!client) throw new Error("the database is closed");
    return { client, close: async () => {} };
  },
  connectBare(url) {
    const { client, close } = onPglite.connect(url);
    return { client: barePglite(client), close };
  },
};

const postgres = server("postgres-18");

export const onNodePostgres: Ground<pg.Pool> = {
  engine: `${postgres.name}, ${nodePostgres.name}`,
  server: postgres,
  driver: installed("pg"),
  openPlace: async () => placeOf(await openPostgres(addressOf(postgres), nodePostgres)),
  connect: (url) => postgresPool({ connectionString: url }),
  connectBare(url) {
    const { client, close } = postgresPool({ connectionString: url, types: typesOf(pg.types) });
    return { client: bareNodePostgres(client), close };
  },
};

function postgresPool(options: pg.PoolConfig): Connected<pg.Pool> {
  const client = new pg.Pool({ max: most, ...options });
  // A connection that ends while nobody uses it is the pool's affair: the database goes when its place is closed.
  client.on("error", () => {});
  return { client, close: () => client.end() };
}

const mysqlServer = server("mysql-9.7");

export const onMysql2: Ground<MysqlPool> = {
  engine: `${mysqlServer.name}, ${mysql2.name}`,
  server: mysqlServer,
  driver: installed("mysql2"),
  openPlace: async () => placeOf(await openMysql(addressOf(mysqlServer), mysql2)),
  connect: (url) => mysqlPool({ uri: url }),
  connectBare(url) {
    const { client, close } = mysqlPool({ uri: url, timezone: "Z" });
    return { client: bareMysql2(client), close };
  },
};

function mysqlPool(options: mysql.PoolOptions): Connected<MysqlPool> {
  const client = mysql.createPool({ connectionLimit: most, ...options });
  return { client, close: () => client.end() };
}

function placeOf({ address = "", version, dialect, query, close }: SqlEngine<unknown>): Place {
  return { url: address, version, dialect, query, close };
}

/** What is of one contestant on a ground. */
export interface Entry<Client> {
  readonly id: ContestantId;
  /** The packages over the driver, with versions. */
  readonly made: string;
  createTables(client: Client, place: Place): Promise<unknown>;
  subjectOf(client: Client, ear?: Ear): object;
}

/** A contestant over the driver's client. */
export function contestantOn<Client>(
  { driver, connect }: Ground<Client>,
  { id, made, createTables, subjectOf }: Entry<Client>,
): Contestant {
  return {
    id,
    made: `${made}, ${driver}`,
    async createTables(place) {
      const { client, close } = connect(place.url);
      await createTables(client, place);
      await close();
    },
    async enter(url, _, ear) {
      const { client, close } = connect(url);
      return { subject: subjectOf(client, ear) as Subject, close };
    },
  };
}

/** One of our adapters. */
export interface Ours<Client> {
  /** Its packages over the driver, with versions. */
  readonly made: string;
  adapterOf(client: Client, options?: AdapterOptions, ear?: Ear): MortiseAdapter;
  /** What its tables are called. */
  readonly tables: TableNames;
  /** How they keep instants, where the engine has no type for them. */
  readonly dates: SqliteDates;
}

/** The bare driver over the tables of one of our adapters, and that adapter as it is, hashing and encrypting. */
export function ownContestants<Client>(
  ground: Ground<Client>,
  { made, adapterOf, tables, dates }: Ours<Client>,
): readonly Contestant[] {
  const ours = (id: ContestantId, options?: AdapterOptions) =>
    contestantOn(ground, {
      id,
      made,
      createTables: (client) => adapterOf(client).createSchema(),
      subjectOf: (client, ear) => adapterOf(client, options, ear),
    });
  const plain = ours("ours");
  return [
    bareContestant(ground, plain, tables, dates),
    plain,
    ours("hashed", { hashSessionTokens: true }),
    ours("encrypted", { encryptProviderTokens: keyRing }),
  ];
}

function bareContestant<Client>(
  { driver, connectBare }: Ground<Client>,
  { createTables }: Contestant,
  tables: TableNames,
  dates: SqliteDates,
): Contestant {
  return {
    id: "bare",
    made: driver,
    createTables,
    async enter(url) {
      const { client, close } = connectBare(url, dates);
      return { subject: bareSql(client, tables), close };
    },
  };
}
