/** RTT: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const trips: { readonly [Id in IdsOf<"RTT">]: string } = {
  "RTT-01": "Every page waits longer than it needs to for the session.",
  "RTT-02": "Every sign-in waits longer than it needs to.",
  "RTT-03": "Every sign-up waits longer than it needs to.",
  "RTT-04": "Staying signed in costs each page more than it needs to.",
  "RTT-05": "Every magic link waits longer than it needs to.",
  "RTT-06": "Deleting a user with many sessions takes long, and may break off half way.",
  "RTT-07": "Signing in with a passkey waits longer than it needs to.",
  "RTT-08": "Requests wait for questions that nobody needs answered.",
};
