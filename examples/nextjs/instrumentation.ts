/** What Next calls once, before the server answers anybody. A build does not call it. */
export async function register(): Promise<void> {
  // The middleware's runtime has one of its own.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { prepare } = await import("./prepare.ts");
  await prepare();
}
