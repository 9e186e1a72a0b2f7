/** DEL: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const deletion: { readonly [Id in IdsOf<"DEL">]: string } = {
  "DEL-01": "A user who deleted their data is still there.",
  "DEL-02": "A deleted user stays signed in.",
  "DEL-03": "A deleted user's provider account still signs in to nobody, or cannot be used to register again.",
  "DEL-04": "A deleted user's passkeys stay stored and can still sign in.",
  "DEL-05": "Users who never linked anything cannot be deleted.",
  "DEL-06": "Of a user with many devices only some are signed out by deletion.",
  "DEL-07": "Somebody who deleted their user cannot register again with their address.",
  "DEL-08": "A double click on delete ends in an error page.",
  "DEL-09": "Deleting one user signs out or deletes others.",
  "DEL-10":
    "A deletion that breaks off half way leaves a session that works, or an account that blocks the next sign-in.",
  "DEL-11": "An account whose user is gone signs in to nothing, or ends in an error page.",
  "DEL-12": "A session whose user is gone still counts as signed in.",
};
