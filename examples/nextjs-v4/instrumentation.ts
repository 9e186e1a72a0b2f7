/** Next calls this once, before the server answers anybody, and never in a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") await (await import("./lib/database.ts")).migrate();
}
