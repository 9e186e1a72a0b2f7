export * from "@mortise/drizzle-adapter/sqlite";
