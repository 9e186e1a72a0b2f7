/** The same app on next-auth 4, whose handler takes what the Pages API hands on. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type App, type AppSettings, openAnyApp, type Parts, secret } from "./app.ts";
import { profileOf } from "./identity-provider.ts";
import { nextAuth, required } from "./installed.ts";

export interface OlderAppSettings extends Pick<AppSettings, "strategy" | "trustsEmails"> {
  /** How the app makes the tokens of its sessions. */
  readonly generateSessionToken?: () => Promise<string>;
}

/** What the handler answers. */
interface Answered {
  readonly redirect?: string;
}

type Handler = (of: { readonly req: object; readonly options: object }) => Promise<Answered>;

/** @throws NotCheckable where next-auth 4 is not installed. */
export function openOlderApp(adapter: MortiseAdapter, settings: OlderAppSettings = {}): App {
  const { directory } = nextAuth(4);
  const { AuthHandler } = required(directory, "./core/index.js") as { readonly AuthHandler: Handler };
  const { toResponse } = required(directory, "./next/utils.js") as {
    readonly toResponse: (answered: Answered) => Response;
  };
  return openAnyApp(
    adapter,
    { base: "http://localhost:3000/api/auth", sessionCookie: "next-auth.session-token", sends: "json" },
    (parts) => {
      const options = optionsOf(parts, settings);
      return async (request) => toResponse(await AuthHandler({ req: await asPagesHaveIt(request), options }));
    },
  );
}

/** A request as the Pages API has it: what is said twice is a list. */
async function asPagesHaveIt(request: Request): Promise<object> {
  const { pathname, searchParams } = new URL(request.url);
  const [action, providerId] = pathname.slice("/api/auth/".length).split("/");
  const query = [...new Set(searchParams.keys())].map((name) => {
    const [value, ...more] = searchParams.getAll(name);
    return [name, more.length === 0 ? value : [value, ...more]];
  });
  const cookies = (request.headers.get("cookie") ?? "").split("; ").map((pair) => {
    const end = pair.indexOf("=");
    return [pair.slice(0, end), decodeURIComponent(pair.slice(end + 1))];
  });
  const body = await request.text();
  return {
    action,
    providerId,
    method: request.method,
    query: Object.fromEntries(query),
    cookies: Object.fromEntries(cookies),
    headers: { ...Object.fromEntries(request.headers), host: "localhost:3000" },
    ...(body === "" ? {} : { body: JSON.parse(body) }),
  };
}

function optionsOf(
  { adapter, provider, send, logError }: Parts,
  { strategy = "database", trustsEmails = false, generateSessionToken }: OlderAppSettings,
): object {
  const oauth = {
    type: "oauth",
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    authorization: { url: `${provider.issuer}/authorize`, params: { scope: "read:user" } },
    // In place of the network: what is answered becomes the account as it is.
    token: {
      request: async ({ params }: { readonly params: { readonly code: string } }) => ({
        tokens: await provider.exchange(params.code),
      }),
    },
    userinfo: {
      async request({ tokens }: { readonly tokens: { readonly access_token: string } }) {
        const headers = { authorization: `Bearer ${tokens.access_token}` };
        const response = await provider.fetch(`${provider.issuer}/userinfo`, { headers });
        return response.json();
      },
    },
    profile: profileOf,
    checks: ["state"],
    allowDangerousEmailAccountLinking: trustsEmails,
  };
  return {
    adapter,
    providers: [
      { ...oauth, id: "github", name: "GitHub" },
      { ...oauth, id: "gitlab", name: "GitLab" },
      {
        id: "email",
        name: "Email",
        type: "email",
        maxAge: 24 * 60 * 60,
        sendVerificationRequest: ({ identifier, url }: { readonly identifier: string; readonly url: string }) =>
          send({ to: identifier, link: new URL(url) }),
      },
    ],
    secret,
    session: { strategy, ...(generateSessionToken ? { generateSessionToken } : {}) },
    logger: { error: (code: string, what: unknown) => logError({ code, what }), warn: () => {}, debug: () => {} },
  };
}
