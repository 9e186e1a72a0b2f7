/** VT: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const tokens: { readonly [Id in IdsOf<"VT">]: string } = {
  "VT-01": "Nobody can sign in by magic link.",
  "VT-02": "A magic link works past the time that it was promised to end, or never works.",
  "VT-03": "A mistyped or old link ends in an error page that says nothing, or signs someone in.",
  "VT-04": "A magic link can be used twice by whoever sees it.",
  "VT-05": "Something else than the link that was sent signs its owner in.",
  "VT-06": "Anybody who knows an address can make its owner's link useless before it is clicked.",
  "VT-07": "A link that was sent to one address signs in another.",
  "VT-08": "A link opened with the wrong address is used up, and the right one no longer works.",
  "VT-09": "Asking for a second link breaks the first, which often arrives later.",
  "VT-10": "Using one link breaks the others that the same person asked for.",
  "VT-11": "With short codes in place of links, two people who get the same code block or replace each other.",
  "VT-12": "Asking again for the same code fails, or leaves a second copy that works after the first was used.",
  "VT-13": "People whose address has capitals, accents or a plus cannot sign in by magic link.",
  "VT-14": "An identifier that reads like a date comes back as something else, and its link never works.",
  "VT-15": "Apps that leave the address out of the link answer with an error page.",
  "VT-16": "Where the link names no address, one of several people who share a code is signed in, by chance.",
  "VT-17": "An odd link uses the token up or breaks the page; the right link then fails.",
  "VT-18": "A request without a token may use up, or be taken for, somebody's link.",
  "VT-19": "An app that uses the answer sends a link that is not the stored one.",
  "VT-20": "A very long address is cut, and its link signs in whoever has the shorter one.",
};
