/** TEN: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const tenants: { readonly [Id in IdsOf<"TEN">]: string } = {
  "TEN-01": "A user of one tenant is found in another.",
  "TEN-02": "A session or magic link of one tenant works in another.",
  "TEN-03": "An account or passkey of one tenant signs in to another.",
  "TEN-04": "Two tenants whose names begin alike see each other's data.",
  "TEN-05": "Deleting a user of one tenant deletes data of another.",
  "TEN-06": "Cleaning up one tenant deletes data of another.",
  "TEN-07": "Apps with tables of other names cannot use the adapter.",
  "TEN-08": "Apps whose tables are called like words of SQL cannot use the adapter.",
  "TEN-09": "Apps that keep their tables in a schema of their own cannot use the adapter.",
  "TEN-10": "A user who was deleted or signed out by one part of the app is still there for another.",
  "TEN-11": "A tenant's name is run as a part of a statement.",
};
