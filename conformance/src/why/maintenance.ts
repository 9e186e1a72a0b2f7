/** MNT: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const maintenance: { readonly [Id in IdsOf<"MNT">]: string } = {
  "MNT-01": "A page that shows a user their devices shows others', or misses some.",
  "MNT-02": '"Sign out everywhere" leaves a session that works.',
  "MNT-03": "A page that shows a user their accounts shows others', or misses some.",
  "MNT-04": "Cleaning up signs out users whose sessions are still good, or cleans nothing.",
  "MNT-05": "Cleaning up a large table locks it, or is never done.",
  "MNT-06": "A user who is active while the database is cleaned is signed out.",
  "MNT-07": "Whoever reads a backup of the database can sign in as everybody in it.",
  "MNT-08": "Switching hashing on signs everybody out, or leaves readable tokens behind.",
  "MNT-09": "Whoever reads a backup of the database can act as its users at their providers.",
};
