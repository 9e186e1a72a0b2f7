/** What the forms do. Each of these can be called by anybody, so each asks who calls. */
"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { pages, sessionTokenOf } from "../auth.config.ts";
import { auth, signIn, signOut } from "../auth.ts";
import { database } from "../database.ts";

export async function sendLink(form: FormData): Promise<void> {
  const email = form.get("email");
  await goIn("nodemailer", { email: typeof email === "string" ? email : "" });
}

export async function goToProvider(): Promise<void> {
  await goIn("oidc", {});
}

async function goIn(provider: string, options: Readonly<Record<string, string>>): Promise<void> {
  try {
    await signIn(provider, { ...options, redirectTo: "/" });
  } catch (error) {
    // A redirect is thrown as well, and not ours to catch.
    if (error instanceof AuthError) redirect(`${pages.signIn}?error=${error.type}`);
    throw error;
  }
}

export async function leave(): Promise<void> {
  await signOut({ redirectTo: pages.signIn });
}

/** Ends the visitor's sessions in other browsers. */
export async function endOthers(): Promise<void> {
  const id = (await auth())?.user?.id;
  const except = sessionTokenOf(await cookies());
  if (id === undefined || except === undefined) redirect(pages.signIn);
  await database().revokeSessions(id, { except });
  redirect("/");
}
