/** A person's browser before an app of Auth.js: it keeps cookies, and posts forms with the token that Auth.js asks for. */

/** An app, as a server calls it. */
export type Site = (request: Request) => Promise<Response>;

/** What came back for one request. */
export interface Answer {
  readonly status: number;
  /** Where it redirects to. */
  readonly location: URL | null;
  /** The code of the error page that it redirects to, such as `"Verification"`. */
  readonly error: string | null;
  /** The body: parsed where it is JSON. */
  readonly body: unknown;
  /** The names of the cookies that it set or took back. */
  readonly cookies: readonly string[];
}

export interface Browser {
  get(path: string | URL): Promise<Answer>;
  /** Posts a form, with the token against forged ones. */
  post(path: string, form?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** What the session cookie holds, in one piece; `undefined` where there is none. */
  session(): string | undefined;
  /** Puts something of one's own into the session cookie. */
  setSession(value: string): void;
  /** Another window with the cookies that this one has now. */
  copy(): Browser;
}

export interface Place {
  readonly site: Site;
  /** Where Auth.js answers, such as `https://app.example/auth`. */
  readonly base: string;
  /** The name of the session cookie. */
  readonly sessionCookie: string;
  /** How a form is sent: as a form, or as JSON where the app takes nothing else. */
  readonly sends: "form" | "json";
}

/**
 * Opens a browser. It sends a cookie until the app takes it back, since a cookie outlives its session's row in normal
 * life, and an attacker's does always.
 */
export function openBrowser(place: Place, jar: ReadonlyMap<string, string> = new Map()): Browser {
  const { site, base, sessionCookie, sends } = place;
  const cookies = new Map(jar);
  let csrf: string | undefined;

  const send = async (path: string | URL, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await site(new Request(new URL(path, `${base}/`), { ...init, headers }));
    return answerOf(response, cookies, base);
  };

  const token = async (): Promise<string> => {
    csrf ??= String(Reflect.get(Object((await send("csrf")).body), "csrfToken"));
    return csrf;
  };

  return {
    get: (path) => send(path),
    async post(path, form = {}) {
      const fields = { ...form, csrfToken: await token() };
      const isForm = sends === "form" && Object.values(fields).every((value) => typeof value === "string");
      return send(path, {
        method: "POST",
        headers: { "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" },
        body: isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
      });
    },
    session() {
      const chunks = [...cookies].filter(([name]) => name === sessionCookie || name.startsWith(`${sessionCookie}.`));
      if (chunks.length === 0) return undefined;
      return decodeURIComponent(chunks.map(([, value]) => value).join(""));
    },
    setSession: (value) => void cookies.set(sessionCookie, encodeURIComponent(value)),
    copy: () => openBrowser(place, cookies),
  };
}

async function answerOf(response: Response, cookies: Map<string, string>, base: string): Promise<Answer> {
  const set = response.headers.getSetCookie().map((line) => keep(line, cookies));
  const at = response.headers.get("location");
  const location = at === null ? null : new URL(at, base);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("application/json") === true;
  return {
    status: response.status,
    location,
    error: location?.searchParams.get("error") ?? null,
    body: isJson && text !== "" ? JSON.parse(text) : text,
    cookies: set,
  };
}

/** Puts a cookie into the jar, or takes it out where it is over, and answers its name. */
function keep(line: string, cookies: Map<string, string>): string {
  const [pair = "", ...attributes] = line.split("; ");
  const name = pair.slice(0, pair.indexOf("="));
  const value = pair.slice(pair.indexOf("=") + 1);
  const attribute = (wanted: string) =>
    attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
  const expires = attribute("expires");
  const isOver = attribute("max-age") === "0" || (expires !== undefined && Date.parse(expires) <= Date.now());
  if (isOver || value === "") cookies.delete(name);
  else cookies.set(name, value);
  return name;
}
