/** Somebody without a browser: requests with the cookies of the answers before. */

export class Caller {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  /** The address of the page that one is on. */
  url = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  get sessionCookie(): string | undefined {
    return this.#cookies.get("authjs.session-token");
  }

  /** Asks for a page, goes where it is sent, and answers what is there. */
  async get(path: string): Promise<string> {
    return this.#ask(new URL(path, this.#origin));
  }

  /** Posts a form of the home page. */
  async post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const [, csrfToken = ""] = (await this.get("/")).match(/name="csrfToken" value="(\w+)"/) ?? [];
    const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: "/" });
    return this.#ask(new URL(path, this.#origin), { method: "POST", body });
  }

  /** The link in the newest mail. */
  async newestLink(): Promise<string> {
    const [, link = ""] = (await this.get("/mailbox")).match(/class="button" href="([^"]+)"/) ?? [];
    return link.replaceAll("&#38;", "&");
  }

  async #ask(url: URL, init: RequestInit = {}): Promise<string> {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = line.match(/^([^=]+)=([^;]*)/) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (next !== null) return this.#ask(new URL(next, url));
    this.url = url.href;
    return response.text();
  }
}
