/** The servers of the matrix. `docker/` has an image of each. */

/** A server, and where its address is looked up. */
export interface Server {
  readonly id: string;
  /** As the report names it. */
  readonly name: string;
  readonly protocol: "postgres" | "mysql" | "mongodb" | "redis" | "redis-cluster";
  /** The environment variable that holds the address of one that runs. */
  readonly variable: string;
}

export const servers: readonly Server[] = [
  { id: "postgres-18", name: "PostgreSQL 18", protocol: "postgres", variable: "MORTISE_POSTGRES_18_URL" },
  { id: "postgres-15", name: "PostgreSQL 15", protocol: "postgres", variable: "MORTISE_POSTGRES_15_URL" },
  { id: "mysql-9.7", name: "MySQL 9.7", protocol: "mysql", variable: "MORTISE_MYSQL_9_7_URL" },
  { id: "mariadb-11.8", name: "MariaDB 11.8", protocol: "mysql", variable: "MORTISE_MARIADB_11_8_URL" },
  { id: "mongodb-8", name: "MongoDB 8", protocol: "mongodb", variable: "MORTISE_MONGODB_8_URL" },
  { id: "redis-8", name: "Redis 8", protocol: "redis", variable: "MORTISE_REDIS_8_URL" },
  { id: "valkey-9", name: "Valkey 9", protocol: "redis", variable: "MORTISE_VALKEY_9_URL" },
  {
    id: "redis-cluster-8",
    name: "Redis Cluster 8",
    protocol: "redis-cluster",
    variable: "MORTISE_REDIS_CLUSTER_8_URL",
  },
];

/** The servers that speak a protocol. */
export function serversOf(protocol: Server["protocol"]): Server[] {
  return servers.filter((server) => server.protocol === protocol);
}

/** Where a server is. */
export interface Address {
  readonly url: string;
  readonly found: "address" | "container";
  /** Stops the server and answers what starts it again, where it is nobody else's. */
  readonly stop?: () => Promise<() => Promise<void>>;
  /** Why there is none, and what would bring one up. */
  readonly absent?: string;
}

/** The variable that says that the address is of a container which the run itself started. */
export function containerVariable(server: Server): string {
  return `${server.variable}_IS_CONTAINER`;
}

/** The address of a server, or why there is none. */
export function addressOf(server: Server): Address {
  const url = process.env[server.variable];
  if (url) return { url, found: process.env[containerVariable(server)] ? "container" : "address" };
  const absent = `no ${server.name}: start Docker for a container of it, or give an address in ${server.variable}`;
  return { url: "", found: "address", absent };
}
