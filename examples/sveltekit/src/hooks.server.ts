import type { ServerInit } from "@sveltejs/kit";
import { building } from "$app/environment";
import { adapter } from "$lib/server/database";

export { handle } from "$lib/server/auth";

/** Makes the tables that are not there. A real app does that in a migration, before it starts. */
export const init: ServerInit = async () => {
  if (!building) await adapter.createSchema();
};
