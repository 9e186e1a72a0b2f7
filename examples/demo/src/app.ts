/** The Express app: who may ask, what the answers may do, and which path leads where. */

import { fileURLToPath } from "node:url";
import { ExpressAuth, type ExpressAuthConfig } from "@auth/express";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { basePath, visitorOf } from "./auth.ts";
import type { Backend } from "./backends/backend.ts";
import type { Live } from "./live.ts";
import type { Mailbox } from "./mailbox.ts";
import { homePage } from "./pages/home.ts";
import { mailboxPage } from "./pages/mailbox.ts";
import { messagePage } from "./pages/message.ts";
import { tablesSection } from "./pages/tables.ts";
import { visitsSection } from "./pages/visits.ts";
import { peopleRoutes } from "./people.ts";
import { type LocalProvider, providerPath } from "./provider.ts";
import { lineOf } from "./start-error.ts";
import type { Watch } from "./watch.ts";

export interface AppParts {
  readonly origin: string;
  readonly auth: ExpressAuthConfig;
  readonly provider: LocalProvider["provider"];
  readonly mailbox: Mailbox;
  readonly watch: Watch;
  readonly live: Live;
  readonly backend: Backend;
}

const fileOf = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier));

export function createApp({ origin, auth, provider, mailbox, watch, live, backend }: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(onlyFor(origin), headers);
  app.use((req, _res, next) => watch.request(`${req.method} ${req.path}`, next));

  app.use(basePath, ExpressAuth(auth));
  app.use(providerPath, provider.callback());
  app.use(peopleRoutes(provider));

  app.get("/", async (req, res) => {
    const visitor = await visitorOf(req, res, origin, auth);
    const error = typeof req.query.error === "string" ? req.query.error : undefined;
    res.send(
      homePage({
        visitor,
        error,
        mails: mailbox.mails.length,
        on: backend.title,
        tables: tablesSection(await backend.read(), backend.words, watch.lastWrites),
        visits: visitsSection(watch.visits, backend.words),
      }),
    );
  });
  app.get("/mailbox", (_req, res) => void res.send(mailboxPage(mailbox.mails)));
  app.get("/live", live.stream);

  app.use(express.static(fileURLToPath(new URL("../public", import.meta.url))));
  // Packages lie under a folder with a leading dot, which is not served unless one says so.
  app.get("/simplewebauthn.js", (_req, res) => res.sendFile(fileOf("@simplewebauthn/browser"), { dotfiles: "allow" }));
  app.use((_req, res) => void res.status(404).send(messagePage("No such page", "The address leads nowhere.")));
  app.use(failed);
  return app;
}

/**
 * Answers under its own name alone. A page elsewhere that points a name of its own at this machine gets nothing, and
 * somebody who typed 127.0.0.1 is sent to localhost, to which passkeys and the provider are bound.
 */
function onlyFor(origin: string): RequestHandler {
  const { host, port } = new URL(origin);
  const loopback = new Set([`127.0.0.1:${port}`, `[::1]:${port}`]);
  return (req, res, next) => {
    const asked = req.headers.host ?? "";
    if (asked === host) next();
    else if (loopback.has(asked) && req.method === "GET") res.redirect(origin + req.originalUrl);
    else res.status(421).send(messagePage("Wrong address", `The demo answers at ${origin} alone.`));
  };
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers: RequestHandler = (_req, res, next) => {
  res.set({
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
  });
  next();
};

/** The error's text goes to the terminal, never to the page. */
const failed: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error);
  console.error(`app: ${lineOf(error)}`);
  res.status(500).send(messagePage("That did not work", "The terminal says why."));
};
