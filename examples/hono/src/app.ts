/** The routes. */
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { authHandler, endOtherSessions, sessionsOf, type Visitor, visitorOf, waysIn } from "./auth.ts";
import { origin } from "./config.ts";
import { messagePage } from "./pages/message.ts";
import { sessionsPage } from "./pages/sessions.ts";
import { sentPage, signInPage } from "./pages/sign-in.ts";

type Signed = { Variables: { visitor: Visitor } };

/** Lets nobody through who is not signed in, and hands the visitor on. */
const signedIn = createMiddleware<Signed>(async (c, next) => {
  const visitor = await visitorOf(c);
  if (visitor === null) return c.redirect("/sign-in");
  c.set("visitor", visitor);
  return next();
});

export const app: Hono = new Hono();

app.use(
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
    referrerPolicy: "same-origin",
  }),
  csrf({ origin }),
);
app.use(
  "/assets/*",
  serveStatic({ root: `${import.meta.dirname}/../public`, rewriteRequestPath: (path) => path.slice(7) }),
);
app.use(async (c, next) => {
  await next();
  c.header("Cache-Control", "no-store");
});

app.on(["GET", "POST"], "/auth/*", authHandler);

app.get("/", (c) => c.redirect("/sessions"));
app.get("/sign-in", async (c) => {
  const error = c.req.query("error");
  if (error === undefined && (await visitorOf(c)) !== null) return c.redirect("/sessions");
  return c.html(signInPage(waysIn, error));
});
app.get("/sent", (c) => c.html(sentPage()));

app.get("/sessions", signedIn, async (c) => {
  const { visitor } = c.var;
  const ended = Number(c.req.query("ended") ?? Number.NaN);
  return c.html(sessionsPage(visitor, await sessionsOf(visitor), ended));
});
app.post("/sessions/end-others", signedIn, async (c) => {
  return c.redirect(`/sessions?ended=${await endOtherSessions(c.var.visitor)}`, 303);
});

app.notFound((c) => c.html(messagePage("No such page", "The address leads nowhere."), 404));
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  console.error(error);
  return c.html(messagePage("That did not work", "It is not your fault. Try again in a while."), 500);
});
