import { redirect } from "@sveltejs/kit";
import { offers, signIn } from "$lib/server/auth";
import type { Actions, PageServerLoad } from "./$types";

/** What the errors mean with which Auth.js sends people back. */
const problems: Readonly<Record<string, string>> = {
  Verification: "This link was used before, or it is too old. A new one is quickly sent.",
  OAuthAccountNotLinked: "Somebody came with this e-mail address by another way. Please take that one.",
  OAuthCallbackError: "The provider sent you back without signing you in.",
  AccessDenied: "You may not come in.",
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const error = url.searchParams.get("error");
  if (error === null && (await locals.auth())) redirect(303, "/sessions");
  return { offers, problem: error && (problems[error] ?? "Something went wrong. Please try once more.") };
};

export const actions: Actions = { default: signIn };
