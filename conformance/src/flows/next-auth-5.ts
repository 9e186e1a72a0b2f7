/** The same app on next-auth 5, which adds to the core its own `auth()`: the session as a server of Next reads it. */
import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AuthConfig } from "@auth/core";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { NotCheckable } from "../needs.ts";
import { type App, configOf, openAnyApp } from "./app.ts";
import type { Site } from "./browser.ts";
import { fileOf, nextAuth, required } from "./installed.ts";

interface NextAuth {
  default(config: AuthConfig): {
    readonly handlers: { readonly GET: Site; readonly POST: Site };
    readonly auth: (handle: (request: { readonly auth: unknown }) => Response) => Site;
  };
  /** The key under which this copy of the core looks for a provider's `fetch`. */
  readonly customFetch: symbol;
}

interface Loaded {
  readonly nextAuth: NextAuth;
  readonly NextRequest: typeof Request;
}

let loaded: Promise<Loaded> | undefined;

/**
 * Its handlers answer where those of the core do; every other path of its origin answers what `auth()` says.
 * @throws NotCheckable where next-auth 5 or Next is not installed, or does not load.
 */
export async function openNextApp(adapter: MortiseAdapter): Promise<App> {
  loaded ??= load();
  const { nextAuth, NextRequest } = await loaded;
  const origin = "https://app.example";
  const base = `${origin}/auth`;
  return openAnyApp(adapter, { base, sessionCookie: "__Secure-authjs.session-token", sends: "form" }, (parts) => {
    const config = configOf(parts, {});
    const providers = config.providers.map((provider) => ({
      ...provider,
      [nextAuth.customFetch]: parts.provider.fetch,
    }));
    const { handlers, auth } = nextAuth.default({ ...config, providers: providers as AuthConfig["providers"] });
    const page = auth((request) => Response.json(request.auth));
    return async (request) => {
      const { pathname, host, protocol } = new URL(request.url);
      if (pathname.startsWith("/auth/")) return handlers[request.method === "POST" ? "POST" : "GET"](request);
      const headers = new Headers(request.headers);
      headers.set("x-forwarded-host", host);
      headers.set("x-forwarded-proto", protocol.slice(0, -1));
      return page(new NextRequest(request.url, { headers }));
    };
  });
}

async function load(): Promise<Loaded> {
  const { directory } = nextAuth(5);
  const entry = pathToFileURL(join(directory, "index.js"));
  if (fileOf("next/server.js", entry) === undefined) {
    throw new NotCheckable("next is not installed beside next-auth 5");
  }
  try {
    const exported = (await withNamesOfNext(() => import(entry.href))) as NextAuth;
    return { nextAuth: exported, ...(required(directory, "next/server.js") as Omit<Loaded, "nextAuth">) };
  } catch (error) {
    throw new NotCheckable(`next-auth 5 does not load here: ${error}`, { cause: error });
  }
}

type Resolve = (specifier: string, context: unknown, next: (specifier: string, context: unknown) => unknown) => unknown;

/** It goes into another thread as text, and so knows nothing of this file. */
const resolve: Resolve = (specifier, context, next) =>
  next(/^next\/[a-z]+$/.test(specifier) ? `${specifier}.js` : specifier, context);

/** next-auth 5 imports files of Next by names that Node does not know, and that only Next itself and Bun complete. */
async function withNamesOfNext<T>(load: () => Promise<T>): Promise<T> {
  if (process.versions.bun !== undefined) return load();
  if (module.registerHooks !== undefined) {
    const hooks = module.registerHooks({ resolve: resolve as module.ResolveHookSync });
    try {
      return await load();
    } finally {
      hooks.deregister();
    }
  }
  // Before Node 22.15 there is no way back; what stays is that such a name is found.
  module.register(`data:text/javascript,${encodeURIComponent(`export const resolve = ${resolve}`)}`);
  return load();
}
