/** Mails go nowhere: they are kept in memory and shown on a page, newest first. */
import type { EmailConfig } from "@auth/core/providers";

export interface Mail {
  readonly to: string;
  readonly link: string;
  readonly sent: Date;
  readonly linkExpires: Date;
}

const kept = 20;

export class Mailbox {
  readonly #mails: Mail[] = [];
  readonly #onMail: () => void;

  constructor(onMail: () => void) {
    this.#onMail = onMail;
  }

  get mails(): readonly Mail[] {
    return this.#mails;
  }

  receive(mail: Mail): void {
    this.#mails.unshift(mail);
    this.#mails.length = Math.min(this.#mails.length, kept);
    this.#onMail();
  }
}

/** The e-mail provider of Auth.js: this object is all that it takes, and `sendVerificationRequest` is yours to write. */
export function magicLink(mailbox: Mailbox): EmailConfig {
  return {
    id: "email",
    type: "email",
    name: "E-mail",
    maxAge: 15 * 60,
    sendVerificationRequest({ identifier, url, expires }) {
      mailbox.receive({ to: identifier, link: url, sent: new Date(), linkExpires: expires });
    },
  };
}
