/** INT: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const wiring: { readonly [Id in IdsOf<"INT">]: string } = {
  "INT-01":
    "Auth.js takes the methods off the object by their keys, and one that it cannot see is missing: nobody can sign in.",
  "INT-02":
    "Auth.js calls each method detached, so one that leans on `this` fails, and every sign-in that needs it ends in an error page.",
  "INT-03": "A flow that needs the missing method ends in an error page, some of them only once a user gets there.",
  "INT-04": "An app over this adapter cannot offer passkeys: Auth.js refuses to start with them.",
  "INT-05":
    "Auth.js refuses to start with a common mix of providers and answers every request with a configuration error.",
  "INT-06": "Auth.js spreads what it gets; fields that do not survive that are gone, a session's expiry among them.",
  "INT-07": "The session endpoint cannot answer, so signed-in users look signed out.",
  "INT-08": "An app that goes on with the object it passed in works with other values than it thinks.",
  "INT-09": "What a request does to the object it got can change what other requests are told about that user.",
  "INT-10": "The usual way to add behaviour to an adapter, a spread copy, does not work with this one.",
  "INT-11": "The usual workaround for a provider's odd fields, wrapping linkAccount, breaks sign-in.",
};
