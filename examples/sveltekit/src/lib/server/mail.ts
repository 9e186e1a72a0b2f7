/** How a link gets to a person: by mail where EMAIL_SERVER names a server for it, else it is printed in development. */
import { createTransport } from "nodemailer";
import { dev } from "$app/environment";
import { env } from "$env/dynamic/private";

export const canSendLinks: boolean = dev || Boolean(env.EMAIL_SERVER);

export async function sendLink({ identifier, url }: { identifier: string; url: string }): Promise<void> {
  if (!env.EMAIL_SERVER) {
    console.log(`\n  Sign-in link for ${JSON.stringify(identifier)}\n  ${url}\n`);
    return;
  }
  const { host, hostname } = new URL(url);
  await createTransport(env.EMAIL_SERVER).sendMail({
    to: identifier,
    from: env.EMAIL_FROM || `sign-in@${hostname}`,
    subject: `Your link to ${host}`,
    text: `This link signs you in to ${host}, once:\n\n${url}\n\nIf you did not ask for it, there is nothing to do.\n`,
  });
}
