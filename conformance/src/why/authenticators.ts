/** WAN: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const authenticators: { readonly [Id in IdsOf<"WAN">]: string } = {
  "WAN-01": "A passkey that was registered does not sign its owner in.",
  "WAN-02": "An unknown passkey ends in an error that says nothing instead of a refusal.",
  "WAN-03": "Two passkeys are taken for one, and one person's opens the other's user.",
  "WAN-04": "People with certain security keys, whose ids are long, cannot register or sign in.",
  "WAN-05": "People with certain security keys, whose public keys are long, cannot register or sign in.",
  "WAN-06": "People whose passkeys do not count, which most do not, cannot sign in.",
  "WAN-07": "A passkey with a high count stops working.",
  "WAN-08": "The check for copied passkeys compares the wrong thing: it refuses good ones or lets copies in.",
  "WAN-09": "The app is told that a passkey is backed up when it is not, or the reverse.",
  "WAN-10": "People whose browser does not say how it reaches the passkey cannot register.",
  "WAN-11": "Registering somebody's passkey again takes it from them.",
  "WAN-12": "Users see passkeys of others, or miss their own, and browsers offer to register one twice.",
  "WAN-13": "Registering the first passkey fails, since the user has none yet.",
  "WAN-14": "A passkey that was used is listed twice or disappears from the list.",
  "WAN-15": "An app that uses the answer works with the old counter.",
  "WAN-16": "Signing in with a passkey that is gone is taken for done.",
  "WAN-17": "Passkeys that do not count work once and never again.",
  "WAN-18": "Using a passkey damages it: the next sign-in fails.",
  "WAN-19": "A copied passkey goes unnoticed.",
  "WAN-20": "A user with passkeys of two providers is signed in by the wrong one, or not at all.",
};
