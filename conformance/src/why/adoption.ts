/** ADO: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const adoption: { readonly [Id in IdsOf<"ADO">]: string } = {
  "ADO-01": "Changing the import is not enough: the app does not compile, or works on other tables.",
  "ADO-02": "People who registered before the change are not found.",
  "ADO-03": "Everybody is signed out by the change.",
  "ADO-04": "Links that were sent before the change do not work.",
  "ADO-05": "People who come back after the change are told that their account belongs to someone else.",
  "ADO-06": "New users get ids that the app's other tables cannot hold.",
  "ADO-07": "There is no way back to the official adapter.",
  "ADO-08": "A user who registered before the change and is deleted stays signed in.",
  "ADO-09": "A user who registered before the change and changes their address can still be reached by the old one.",
  "ADO-10": "Nobody learns that the old tables let two users hold one address.",
  "ADO-11": "Nobody learns which users stand in the way of a unique key, or they disappear without a word.",
  "ADO-12": "The columns that the app added are missing from its users.",
};
