/** EXP: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const expiry: { readonly [Id in IdsOf<"EXP">]: string } = {
  "EXP-01": "A session that ran out still counts: an old cookie links accounts to its user.",
  "EXP-02": "Expired sessions pile up for ever.",
  "EXP-03": "An expiry that is not a Date is never compared: sessions and links do not end.",
  "EXP-04": "Users with ordinary sessions of 30 days are signed out at once.",
  "EXP-05": "A session ends at another moment than it says.",
  "EXP-06": "Apps with very long sessions lose them.",
  "EXP-07": "A session does not end when its time is over, or ends while its user is active.",
  "EXP-08": "A session that is made already expired ends in an error, or signs in all the same.",
  "EXP-09": "Sessions and confirmations are stored at other times than they happened.",
  "EXP-10":
    "Where servers run in different time zones, users are signed out hours early or stay signed in hours longer.",
  "EXP-11":
    "Where the database has another time zone, users are signed out hours early or stay signed in hours longer.",
  "EXP-12": "Once a year, when clocks change, times are off by an hour.",
  "EXP-13": "A magic link that ran out can still be used.",
  "EXP-14": "When the database's clock is off, sessions end too early or too late.",
  "EXP-15": "Active users are signed out, because their session is not extended when it should be.",
  "EXP-16": "Cleaning up signs out users whose sessions are still good.",
};
