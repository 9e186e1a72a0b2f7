/** Whom the OpenID provider knows, and the answer to its question who one is. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";

export interface Person {
  readonly id: string;
  readonly name: string;
  /** `null` for somebody who shares no address: Auth.js then makes a user without one. */
  readonly email: string | null;
}

export const people: readonly Person[] = [
  { id: "ada", name: "Ada Lovelace", email: "ada@example.com" },
  { id: "grace", name: "Grace Hopper", email: "grace@example.com" },
  { id: "alan", name: "Alan Turing", email: null },
];

/** Whether a sign-in waits for this choice. */
export async function isWaiting(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  uid: string | undefined,
): Promise<boolean> {
  try {
    return (await provider.interactionDetails(req, res)).uid === uid;
  } catch (error) {
    if (error instanceof Error && error.name === "SessionNotFound") return false;
    throw error;
  }
}

/**
 * Sends the browser back to the app, as the person that was chosen.
 * @param id of the person; anything that is nobody's goes back without a sign-in.
 */
export async function choose(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  id: unknown,
): Promise<void> {
  const person = people.find((one) => one.id === id);
  // The one client is our own app: whoever signs in has consented.
  const result = person === undefined ? { error: "access_denied" } : { login: { accountId: person.id }, consent: {} };
  await provider.interactionFinished(req, res, result);
}
