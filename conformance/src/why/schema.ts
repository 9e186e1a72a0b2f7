/** SCH: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const schema: { readonly [Id in IdsOf<"SCH">]: string } = {
  "SCH-01": "The app starts on a fresh database without its tables, and nobody can sign in.",
  "SCH-02": "Starting the app a second time fails, or empties its tables.",
  "SCH-03": "Starting several servers of the app at once fails.",
  "SCH-04": "An app that comes from the official adapter has to move its data.",
  "SCH-05": "Users who stand in the way of a unique key disappear without a word.",
  "SCH-06": "A field that is added later makes the users who were there before unreadable.",
  "SCH-07":
    "Under load two users come to hold one address, account or session, since nothing but the adapter keeps them apart.",
  "SCH-08": "A user who is deleted by hand leaves sessions and accounts behind.",
  "SCH-09": "Tokens and addresses that differ in upper and lower case or an accent are taken for the same.",
  "SCH-10": "A request may change the tables, which locks them or fails without the rights to do so.",
};
