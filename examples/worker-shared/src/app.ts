/** The Worker: which path leads where, and what a page may do. The adapter is what each example adds. */
import { Auth } from "@auth/core";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { type AuthEnv, authConfig, basePath, visitorOf, type WorkerAuthConfig } from "./auth.ts";
import { messagePage, nobodysPage, somebodysPage } from "./pages.ts";
import { style } from "./style.ts";

export type { AuthEnv } from "./auth.ts";

interface Parts {
  readonly adapter: MortiseAdapter;
  readonly auth: WorkerAuthConfig;
}

/**
 * Makes the Worker.
 * @param adapterOf makes the adapter from the bindings, for each request anew: they come with it, and an adapter costs
 *   nothing to make.
 */
export function createWorker<Env extends AuthEnv>(adapterOf: (env: Env) => MortiseAdapter): ExportedHandler<Env> {
  return {
    fetch(request, env, context) {
      const adapter = adapterOf(env);
      return app.fetch(request, { adapter, auth: authConfig(env, adapter) }, context);
    },
  };
}

const app = new Hono<{ Bindings: Parts }>();

app.use(
  secureHeaders({
    // No form-action: it would hold for where a provider sends the browser on the way as well.
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["data:"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "same-origin",
  }),
);
app.all(`${basePath}/*`, (c) => Auth(c.req.raw, c.env.auth));

app.get("/", async (c) => {
  const { adapter, auth } = c.env;
  const { user, csrfToken, cookies } = await visitorOf(c.req.raw, auth);
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  c.header("cache-control", "no-store");
  const error = c.req.query("error");
  if (user?.id === undefined) return c.html(nobodysPage({ csrfToken, error, ways: auth.providers }));
  const sessions = await adapter.listSessions(user.id);
  return c.html(somebodysPage({ csrfToken, error, user, sessions, token: tokenOf(c) }));
});

app.post("/sessions/end-others", csrf(), async (c) => {
  const { adapter, auth } = c.env;
  const { user } = await visitorOf(c.req.raw, auth);
  if (user?.id !== undefined) await adapter.revokeSessions(user.id, { except: tokenOf(c) });
  return c.redirect("/", 303);
});

app.get("/sent", (c) => c.html(messagePage("Look into your mail", "The link there signs you in, once.")));
app.get("/style.css", (c) => c.body(style, 200, { "content-type": "text/css" }));
app.notFound((c) => c.html(messagePage("No such page", "The address leads nowhere."), 404));

/** The session token of this browser, from the cookie of Auth.js, which is called otherwise where there is no TLS. */
function tokenOf(c: Context): string | undefined {
  const name = "authjs.session-token";
  return getCookie(c, new URL(c.req.url).protocol === "https:" ? `__Secure-${name}` : name);
}
