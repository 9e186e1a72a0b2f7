/** FID: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const fidelity: { readonly [Id in IdsOf<"FID">]: string } = {
  "FID-01": "Names with emoji, quotes or Hebrew and Arabic letters are damaged or keep people from signing in.",
  "FID-02": "A user whose name reads like a date gets another one, or breaks the page.",
  "FID-03": "Names and ids that read like numbers or JSON come back as something else, and are not found again.",
  "FID-04": "An empty text becomes a missing one.",
  "FID-05": "People whose provider sends the picture itself, as Microsoft's does, cannot sign in.",
  "FID-06": "Long names are cut without a word.",
  "FID-07": "People whose provider sends long tokens cannot sign in, or the app gets tokens that the provider refuses.",
  "FID-08": "Apps that ask for many permissions cannot sign users in.",
  "FID-09": "Tokens that end after January 2038 keep people from signing in, or are stored wrong.",
  "FID-10": "The app cannot tell whether a provider's token has run out.",
  "FID-11": "People with long account ids, such as passkeys have, cannot sign in, or are taken for one another.",
  "FID-12": "People with long but valid addresses cannot sign in.",
  "FID-13": "A very long address is cut, and is then taken for somebody else's.",
  "FID-14": "One damaged name makes a user, or a whole page, unreadable.",
  "FID-15": "A name is cut at a character that cannot be seen.",
  "FID-16": "Texts are changed on the way, and no longer match what the app has.",
  "FID-17": "An app's own dates come back as texts or numbers.",
  "FID-18": "The session endpoint fails for users of whom one column is a large number.",
  "FID-19": "With many users the wrong one is found, or none.",
  "FID-20": "Internal fields of the database reach the app, and from there often the browser.",
};
