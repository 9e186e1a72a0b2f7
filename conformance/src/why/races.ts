/** CON: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const races: { readonly [Id in IdsOf<"CON">]: string } = {
  "CON-01":
    "A magic link that is opened twice at the same moment signs in twice: whoever sees it can use it along with its owner.",
  "CON-02": "A magic link works once per server of the app, not once.",
  "CON-03": "A mail scanner that opens the link at the same moment makes its owner see a server error.",
  "CON-04": "Two sign-ups at the same moment end in two users with one address, or in one user whom two people share.",
  "CON-05": "Two people who link the same account at the same moment may both own it.",
  "CON-06": "Two users may come to share one session.",
  "CON-07": "A session that was signed out in one tab is brought back to life by another.",
  "CON-08": "A user who is active just as their session would have ended is signed out.",
  "CON-09": "Signing out in several tabs at once ends in an error.",
  "CON-10": "Of two changes to a profile at the same moment one is lost.",
  "CON-11": "A user who is being deleted can be left with a session that works.",
  "CON-12": "A user who is being deleted can come back.",
  "CON-13": "Of two uses of a passkey at the same moment the older count wins, which hides a copy.",
  "CON-14": "Of several passkeys registered at the same moment some are lost.",
  "CON-15": "People who register at the same moment get errors, or are not stored.",
  "CON-16": "Under load a user may be shown another's session.",
};
