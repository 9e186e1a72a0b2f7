/** The tables of the app, for drizzle-kit and for its own queries: the five of Auth.js. An app adds its own below. */
export * from "@mortise/drizzle-adapter/sqlite";
