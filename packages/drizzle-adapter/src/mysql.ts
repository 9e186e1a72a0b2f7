/**
 * The five tables for Drizzle's MySQL dialect (MariaDB too), for drizzle-kit and for your own queries. Names are those of
 * the official adapter, so that its database is read as it is. Other than there,
 *
 * - keys are `varbinary`, so that they are unique and found byte for byte whatever the server's collation (ACC-14, HOS-10);
 * - instants are `datetime(3)`: `timestamp` ends in 2038, cuts milliseconds off and follows the session's time zone;
 * - tokens and images are `mediumtext`, numbers beyond 31 bits `bigint` (FID-05, FID-07, FID-09, WAN-07).
 * @module
 */
import { tables } from "./tables/mysql.ts";

export { createTables } from "./tables/mysql.ts";

export const users = tables.usersTable;
export const accounts = tables.accountsTable;
export const sessions = tables.sessionsTable;
export const verificationTokens = tables.verificationTokensTable;
export const authenticators = tables.authenticatorsTable;
