/** Starts the app, says where it is, and ends it with the database closed. */
import { serve } from "@hono/node-server";
import { app } from "./app.ts";
import { development, origin, port } from "./config.ts";
import { closeDatabase } from "./database.ts";

const hostname = process.env.HOST || (development ? "localhost" : "0.0.0.0");
const server = serve({ fetch: app.fetch, port, hostname }, () => console.log(`Open ${origin}`));

async function end(): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
  closeDatabase();
}
process.once("SIGINT", end);
process.once("SIGTERM", end);
