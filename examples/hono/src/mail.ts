/** How links reach people. */
import { createTransport } from "nodemailer";
import { development, origin } from "./config.ts";

export const linkMinutes = 15;

type SendLink = (to: string, link: string) => Promise<void> | void;

function byMail(server: string, from = `app@${new URL(origin).hostname}`): SendLink {
  const transport = createTransport(server);
  const subject = `Sign in to ${new URL(origin).host}`;
  return async (to, link) => {
    const text = `Open this to sign in. It works once, for ${linkMinutes} minutes.\n\n${link}\n\nNot you? Leave it.\n`;
    await transport.sendMail({ from, to, subject, text });
  };
}

const print: SendLink = (to, link) => console.log(`Link for ${JSON.stringify(to)}: ${link}`);

const { EMAIL_SERVER, EMAIL_FROM } = process.env;

/** By mail where `EMAIL_SERVER` names one to send with, and printed in development. In production there is no other way. */
export const sendLink: SendLink | undefined = EMAIL_SERVER
  ? byMail(EMAIL_SERVER, EMAIL_FROM)
  : development
    ? print
    : undefined;
