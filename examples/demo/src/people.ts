/** The provider's login: a page on which one chooses who to be. */
import { type Request, type Response, Router, urlencoded } from "express";
import type { Provider } from "oidc-provider";
import { messagePage } from "./pages/message.ts";
import { peoplePage } from "./pages/people.ts";
import { people, peoplePath } from "./provider.ts";

export function peopleRoutes(provider: Provider): Router {
  const router = Router();

  router.get(`${peoplePath}/:uid`, async (req, res) => {
    if (await isWaiting(provider, req, res)) res.send(peoplePage(req.path, people));
  });

  router.post(`${peoplePath}/:uid`, urlencoded({ extended: false }), async (req, res) => {
    if (!(await isWaiting(provider, req, res))) return;
    const person = people.find(({ id }) => id === req.body?.person);
    const result = person === undefined ? { error: "access_denied" } : { login: { accountId: person.id } };
    await provider.interactionFinished(req, res, result);
  });

  return router;
}

/** Whether a sign-in waits for this choice. Where none does, says so. */
async function isWaiting(provider: Provider, req: Request, res: Response): Promise<boolean> {
  try {
    const { uid } = await provider.interactionDetails(req, res);
    if (uid === req.params.uid) return true;
  } catch (error) {
    if (!(error instanceof Error && error.name === "SessionNotFound")) throw error;
  }
  res.status(400).send(messagePage("This choice has run out", "Start again from the home page."));
  return false;
}
