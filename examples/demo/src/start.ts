/** Puts the parts together, says what to open, and ends cleanly. */
import { styleText } from "node:util";
import { createApp } from "./app.ts";
import { authConfig } from "./auth.ts";
import type { Backend } from "./backends/backend.ts";
import { backends } from "./backends/index.ts";
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
import { Watch } from "./watch.ts";

/**
 * Starts the demo and comes back when it is open.
 * @throws StartError when the port or the database cannot be had.
 */
export async function start(options: Options): Promise<void> {
  // The port comes first: where another demo has it, that one's database is not touched.
  const listener = await listen(options.port);
  const { origin } = listener;
  const watch = new Watch(() => live.changed());
  const { open } = await backends[options.adapter]();
  const backend = await open(options, watch.ran);
  const { words } = backend;
  const mailbox = new Mailbox(() => live.changed());
  const live = new Live(async () => ({
    ...tableParts(await backend.read(), words, watch.lastWrites),
    visits: visitList(watch.visits, words),
    mails: mailList(mailbox.mails),
    "mail-count": html`${mailbox.mails.length}`,
  }));
  const { provider, signIn } = localProvider(origin);
  const auth = authConfig({
    adapter: watch.adapter(backend.adapter),
    providers: [magicLink(mailbox), signIn, passkey()],
  });
  listener.serve(createApp({ origin, auth, provider, mailbox, watch, live, backend }));
  stopOnSignal(listener, backend);
  console.log(banner(origin, backend));
}

/** The first Ctrl-C ends all of it; while a container is on its way out, a second one does not wait for that. */
function stopOnSignal(listener: Listener, backend: Backend): void {
  const stop = async () => {
    listener.close();
    await backend.close();
    process.exit(0);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function banner(origin: string, { title, place, notes = [] }: Backend): string {
  const strong = (text: string) => styleText("bold", text);
  return `
  ${strong("Mortise demo")}: ${title}

  Open      ${strong(origin)}
  Mailbox   ${origin}/mailbox
  Database  ${place}${notes.map((note) => `\n  Note      ${note}`).join("")}

  --adapter takes another, --port 4000 moves it, --fresh empties it, --help shows the rest. Ctrl-C ends it.
`;
}
