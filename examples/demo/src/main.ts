/** `pnpm demo`. The options are read before the rest is loaded, so that a wrong one is told at once. */
import { readOptions, usage } from "./options.ts";
import { StartError } from "./start-error.ts";

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) {
    console.log(usage);
  } else {
    const { start } = await import("./start.ts");
    await start(options);
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`demo: ${error.message}`);
  process.exit(1);
}
