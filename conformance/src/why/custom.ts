/** CUS: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const custom: { readonly [Id in IdsOf<"CUS">]: string } = {
  "CUS-01": "People whose profile has a field that the tables do not have cannot sign in.",
  "CUS-02": "An app's own fields, such as a role or a ban, are missing where it decides by them.",
  "CUS-03": "A new user's first session lacks the role that the database gave them.",
  "CUS-04": "What the app keeps with an account is lost.",
  "CUS-05": "What the app keeps with a session is lost when it is extended.",
  "CUS-06": "A field that is called like a word of SQL breaks sign-in.",
  "CUS-07": "A field with an unusual name breaks sign-in.",
  "CUS-08": "The app cannot tell an empty field from one that was never set.",
  "CUS-09": "Apps whose ids are numbers or uuids cannot sign users in again.",
  "CUS-10": "Apps with columns of other names cannot use the adapter.",
};
