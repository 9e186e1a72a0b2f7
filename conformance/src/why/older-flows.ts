/** V4: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const olderFlows: { readonly [Id in IdsOf<"V4">]: string } = {
  "V4-01": "Nobody can sign up in an app on next-auth 4.",
  "V4-02": "Sign-up fails with every provider that answers more than the standard names.",
  "V4-03": "People who come back are turned away, or become somebody else.",
  "V4-04": "Links that were sent sign nobody in, or sign in more than once.",
  "V4-05": "A link that a mail scanner has mangled is used up, or the app breaks at it.",
  "V4-06": "Everybody is signed out of an app on next-auth 4.",
  "V4-07": "Sessions do not end, or end too soon, in an app on next-auth 4.",
  "V4-08": "Apps that make their own session tokens sign nobody in.",
  "V4-09": "People whose sign-up failed are not told so.",
  "V4-10": "An app that moves to the next major version of Auth.js loses its users.",
  "V4-11": "The app does not compile against its version of Auth.js.",
};
