/** SES: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const sessions: { readonly [Id in IdsOf<"SES">]: string } = {
  "SES-01": "The cookie is made of what createSession answers: a wrong one signs nobody in, or never expires.",
  "SES-02": "A user who has just signed in is not signed in, or shown with other data.",
  "SES-03": "An old cookie ends in an error page instead of a sign-in page.",
  "SES-04": "The app finds another user by the session's id than the one it was told.",
  "SES-05": "The app decides by other user data in a session than everywhere else.",
  "SES-06":
    "The session token or private user fields reach places, and browsers, where only the other was meant to go.",
  "SES-07": "Signing out on one device signs out the others, or none.",
  "SES-08": "Two users come to share one session, and one is shown the other's data.",
  "SES-09": "A session exists for a user who does not, and whoever gets that id next is signed in by it.",
  "SES-10": "A session without an owner is stored, and may sign in whoever is found for it.",
  "SES-11": "Staying signed in changes the session: its owner or its custom fields are lost.",
  "SES-12": "An app that uses the answer shows a session of which a part is missing.",
  "SES-13": "A page that is open in another tab while the user signs out ends in an error.",
  "SES-14": "A session that was signed out comes back to life.",
  "SES-15": "Updating another field of a session ends it or makes it endless.",
  "SES-16": "Signing out does not end the session: a copied cookie goes on working.",
  "SES-17": "Signing in by magic link with an old cookie fails after the link has been used up.",
  "SES-18": "A double click on sign-out logs an error and may leave the cookie in place.",
  "SES-19": "More than one token opens a session, which makes guessing one easier than it should be.",
  "SES-20":
    "Apps with longer session tokens have them cut: users are not signed in, or one token opens another's session.",
  "SES-21": "Tokens with unusual characters find nothing, or somebody else's session.",
  "SES-22": "A deleted user's session still counts as signed in, without a user.",
  "SES-23": "Each page gets slower as sessions pile up.",
};
