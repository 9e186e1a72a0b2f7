/** A browser's way through Auth.js, in and out, with what is seen on it. */
import { Auth, customFetch, skipCSRFCheck } from "auth-core-041";

const origin = "https://app.example";
const cookieName = "__Secure-authjs.session-token";

/** An OAuth provider that answers where Auth.js asks, without a network. */
function oauth() {
  const answers = {
    "/token": { access_token: "an access token", token_type: "bearer", expires_in: 3600, scope: "openid" },
    "/userinfo": { sub: "ada", name: "Ada Lovelace", email: "ada@example.com" },
  };
  return {
    id: "oauth",
    name: "OAuth",
    type: "oauth",
    clientId: "app",
    clientSecret: "the app's secret",
    checks: ["none"],
    authorization: "https://provider.example/authorize",
    token: "https://provider.example/token",
    userinfo: "https://provider.example/userinfo",
    profile: ({ sub, name, email }) => ({ id: sub, name, email }),
    [customFetch]: async (address) => Response.json(answers[new URL(address).pathname]),
  };
}

class Visitor {
  links = [];
  #cookies = new Map();
  #config;

  constructor(adapter) {
    const sendVerificationRequest = ({ url }) => this.links.push(url);
    this.#config = {
      adapter,
      providers: [oauth(), { id: "email", type: "email", maxAge: 600, sendVerificationRequest }],
      basePath: "/auth",
      secret: "the secret of a test",
      trustHost: true,
      skipCSRFCheck,
      session: { strategy: "database" },
      // That a link does not work twice is no news here.
      logger: { error: () => {} },
      callbacks: {
        session: ({ session, user }) => ({ expires: session.expires, user: { id: user.id, name: user.name } }),
      },
    };
  }

  get token() {
    return this.#cookies.get(cookieName);
  }

  /** Asks Auth.js, keeps the cookies, and answers where it is sent, or the JSON. */
  async ask(path, form) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form && new URLSearchParams({ callbackUrl: origin, ...form });
    const url = new URL(path, `${origin}/auth/`);
    const answer = await Auth(
      new Request(url, { method: body ? "POST" : "GET", headers: { cookie }, body }),
      this.#config,
    );
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer.headers.get("location") ?? answer.json();
  }

  /** Puts a cookie back that was there before. */
  replay(token) {
    this.#cookies.set(cookieName, token);
  }
}

/** Somebody comes by OAuth, goes, and comes back; and once by magic link, whose link is then followed again. */
export async function signInAndOut(adapter) {
  const visitor = new Visitor(adapter);
  const provider = new URL(await visitor.ask("signin/oauth", {})).host;
  const come = () => visitor.ask("callback/oauth?code=a-code");
  await come();
  const first = await visitor.ask("session");
  const { token } = visitor;
  await visitor.ask("signout", {});
  const hasCookie = visitor.token !== undefined;
  visitor.replay(token);
  const replayed = await visitor.ask("session");
  await come();
  const second = await visitor.ask("session");
  await visitor.ask("signout", {});

  await visitor.ask("signin/email", { email: "Grace@Example.com" });
  await visitor.ask(visitor.links[0]);
  const byLink = await visitor.ask("session");
  const sessions = await adapter.listSessions(byLink.user.id);
  await visitor.ask("signout", {});
  const again = await visitor.ask(visitor.links[0]);
  return {
    provider,
    name: first.user.name,
    hasCookie,
    replayed,
    isSameUser: second.user.id === first.user.id,
    byLink: (await adapter.getUser(byLink.user.id)).email,
    sessions: sessions.length,
    again,
    left: await adapter.revokeSessions(byLink.user.id),
    refusal: await adapter.createUser({ email: "ada@example.com" }).catch((error) => error.code),
  };
}
