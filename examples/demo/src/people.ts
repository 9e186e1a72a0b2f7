/** The provider's login: a page on which one chooses who to be. */
import { choose, isWaiting, type OpenId, people } from "@mortise/example-testing/provider";
import { type RequestHandler, Router, urlencoded } from "express";
import { messagePage } from "./pages/message.ts";
import { peoplePage } from "./pages/people.ts";
import { peoplePath } from "./provider.ts";

export function peopleRoutes(provider: OpenId["provider"]): Router {
  const router = Router();
  const path = `${peoplePath}/:uid`;

  const onlyWaiting: RequestHandler<{ uid: string }> = async (req, res, next) => {
    if (await isWaiting(provider, req, res, req.params.uid)) next();
    else res.status(400).send(messagePage("This choice has run out", "Start again from the home page."));
  };
  router.get(path, onlyWaiting, (req, res) => void res.send(peoplePage(req.path, people)));
  router.post(path, onlyWaiting, urlencoded({ extended: false }), (req, res) =>
    choose(provider, req, res, req.body?.person),
  );

  return router;
}
