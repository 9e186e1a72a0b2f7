/** The tables, for drizzle-kit and for the app's own queries: the five of Auth.js. An app adds its own below. */
export * from "@mortise/drizzle-adapter/sqlite";
