/** USR: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const users: { readonly [Id in IdsOf<"USR">]: string } = {
  "USR-01": "A new user's first request works with other data than every later one: a missing role, another id.",
  "USR-02": "Nobody can register with a passkey: Auth.js gives no id there, and next-auth 4 never does.",
  "USR-03":
    "A new user's account and session are tied to an id that is not the stored one, so the first sign-in fails.",
  "USR-04": "An address that nobody confirmed may be taken for a confirmed one.",
  "USR-05": "An address that nobody confirmed may be taken for a confirmed one.",
  "USR-06": "Nobody can register by magic link, where there is no name and no picture yet.",
  "USR-07": "People whose provider tells no e-mail cannot sign in.",
  "USR-08": "Only the first person without an e-mail can sign in; the next one gets an error or the first one's user.",
  "USR-09": "People whose provider tells no e-mail cannot sign in.",
  "USR-10": "People without an e-mail can be found under a made-up address, and so taken for one another.",
  "USR-11": "Two users may hold one e-mail address, and which of them signs in is chance.",
  "USR-12": "Registering with somebody's address changes that person's user.",
  "USR-13":
    "Registering with somebody's address answers that person's user, so a stranger's account is linked to it: a take-over.",
  "USR-14": "A deleted user's old session ends in an error page instead of a sign-in page.",
  "USR-15": "The app shows and decides by a user of whom a part is missing.",
  "USR-16": "Nobody new can register: Auth.js cannot tell that the address is free.",
  "USR-17": "The app shows and decides by a user of whom a part is missing.",
  "USR-18":
    "Auth.js compares ids strictly, so people who come back are told that their account belongs to someone else.",
  "USR-19": "With JWT sessions the signed-in user is not found again, so linking an account and re-registering fail.",
  "USR-20": "Signing in by magic link overwrites other columns of the user.",
  "USR-21": "Signing in by magic link loses the user's name and e-mail from the session.",
  "USR-22": "A form that leaves a field out erases it.",
  "USR-23": "What a user removes from their profile stays there.",
  "USR-24": "A change to a user who is gone is taken for done.",
  "USR-25": "A user who was deleted comes back when a change arrives late.",
  "USR-26": "After a change of address the old one still signs in, also for whoever holds it next.",
  "USR-27": "A user can take over another's address, and with it their magic links.",
  "USR-28": "A profile form that is sent without a change ends in an error.",
};
