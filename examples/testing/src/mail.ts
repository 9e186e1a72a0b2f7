/** A mail server that delivers to the test. */
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export interface Mail {
  readonly to: string;
  /** The first address in the text, which is the link of a sign-in mail. */
  readonly link: string;
}

export interface MailServer {
  /** For the app's environment, such as `smtp://localhost:2525`. */
  readonly url: string;
  /** The next mail: each is given out once, in the order in which they came. */
  next(): Promise<Mail>;
  stop(): Promise<void>;
}

/** Starts a mail server on a free port of `localhost`, without encryption or a password. */
export async function startMailServer(): Promise<MailServer> {
  const { readable, writable } = new TransformStream<Mail, Mail>({}, undefined, { highWaterMark: Infinity });
  const [inbox, post] = [readable.getReader(), writable.getWriter()];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    async onData(stream, { envelope }, done) {
      const [to] = envelope.rcptTo;
      const [link = ""] = plain(await text(stream)).match(/https?:\S+/) ?? [];
      await post.write({ to: to?.address ?? "", link });
      done();
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "localhost", resolve);
  });
  return {
    url: `smtp://localhost:${(server.server.address() as AddressInfo).port}`,
    async next() {
      const { value } = await inbox.read();
      if (value === undefined) throw new Error("The mail server has stopped.");
      return value;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Undoes the quoted-printable encoding of a mail. */
function plain(mail: string): string {
  return mail
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
