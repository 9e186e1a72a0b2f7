/** Puts the parts together, says what to open, and ends cleanly. */
import { styleText } from "node:util";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { createApp } from "./app.ts";
import { authConfig } from "./auth.ts";
import { type Database, openDatabase } from "./database.ts";
import { html } from "./html.ts";
import { type Listener, listen } from "./listen.ts";
import { Live } from "./live.ts";
import { Mailbox, magicLink } from "./mailbox.ts";
import type { Options } from "./options.ts";
import { mailList } from "./pages/mailbox.ts";
import { tableParts } from "./pages/tables.ts";
import { visitList } from "./pages/visits.ts";
import { passkey } from "./passkey.ts";
import { localProvider } from "./provider.ts";
import { readTables } from "./rows.ts";
import { Watch } from "./watch.ts";

/**
 * Starts the demo and comes back when it is open.
 * @throws StartError when the port or the file cannot be had.
 */
export async function start(options: Options): Promise<void> {
  // The port comes first: where another demo has it, that one's database is not touched.
  const listener = await listen(options.port);
  const { origin } = listener;
  const watch = new Watch(() => live.changed());
  const database = openDatabase(options.file, options.fresh, (sql) => watch.statement(sql));
  const mailbox = new Mailbox(() => live.changed());
  const tables = () => readTables(database);
  const live = new Live(() => ({
    ...tableParts(tables(), watch.lastWrites),
    visits: visitList(watch.visits),
    mails: mailList(mailbox.mails),
    "mail-count": html`${mailbox.mails.length}`,
  }));
  const { provider, signIn } = localProvider(origin);
  const auth = authConfig({
    adapter: watch.adapter(DrizzleAdapter(database.db)),
    providers: [magicLink(mailbox), signIn, passkey()],
  });
  listener.serve(createApp({ origin, auth, provider, mailbox, watch, live, tables }));
  stopOnSignal(listener, database);
  console.log(banner(origin, options.file));
}

/** Nothing here waits for anybody, so one Ctrl-C ends all of it at once. */
function stopOnSignal(listener: Listener, database: Database): void {
  const stop = () => {
    listener.close();
    database.close();
    process.exit(0);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function banner(origin: string, file: string): string {
  const strong = (text: string) => styleText("bold", text);
  return `
  ${strong("Mortise demo")}: Auth.js on Express and SQLite with the Drizzle adapter

  Open      ${strong(origin)}
  Mailbox   ${origin}/mailbox
  Database  ${file}

  --port 4000 moves it, --fresh empties it, --help shows the rest. Ctrl-C ends it.
`;
}
