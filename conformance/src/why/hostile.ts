/** HOS: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const hostile: { readonly [Id in IdsOf<"HOS">]: string } = {
  "HOS-01": "An odd cookie ends in an error page on every request until it is deleted by hand.",
  "HOS-02": "A request without a session token may be given somebody's session.",
  "HOS-03": "A lookup without an id may answer somebody's user.",
  "HOS-04": "A sign-in without an e-mail may be given somebody's user.",
  "HOS-05": "A sign-in of which a part is missing may be given somebody's user.",
  "HOS-06": "A passkey lookup of which a part is missing may answer somebody's account.",
  "HOS-07": "A deletion without an id may delete other people's data.",
  "HOS-08": "An id that cannot exist ends in an error page.",
  "HOS-09": "An address that cannot exist ends in an error page.",
  "HOS-10": "An address that only looks like somebody's signs in as that person.",
  "HOS-11": "Two different addresses are taken for one, and one person signs in as the other.",
  "HOS-12": "A pattern in place of an address or a token finds other people's users and sessions.",
  "HOS-13": "A request that carries an object where a text belongs finds other people's users and sessions.",
  "HOS-14": "Two different accounts are taken for one, and one person signs in as the other.",
  "HOS-15": "A made-up id reaches other records than users, and a made-up token other records than sessions.",
  "HOS-16": "A name that means something to JavaScript breaks the app or changes how it works for everybody.",
  "HOS-17": "Text that a person entered is run as a statement, or is damaged.",
  "HOS-18": "Names of fields that a provider sends are run as a part of a statement.",
  "HOS-19": "Sessions and provider tokens end up in the logs.",
  "HOS-20": "One very long input stalls or stops the app for everybody.",
};
