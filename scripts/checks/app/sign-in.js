/**
 * A whole sign-in by magic link through Auth.js: the link is asked for, followed, and followed again. Prints what came of
 * it. The argument names the adapter.
 */
import { readFileSync } from "node:fs";
import { Auth, skipCSRFCheck } from "@auth/core";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { MemoryAdapter } from "@mortise/memory-adapter";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";

const origin = "https://app.example";
const adapters = {
  memory: () => MemoryAdapter(),
  drizzle: () => {
    const database = new Database(":memory:");
    database.exec(readFileSync("schema.sql", "utf8"));
    return DrizzleAdapter(drizzle(database));
  },
};

const { argv, stdout } = process;
let link = "";

/** @type {import("@auth/core").AuthConfig} */
const config = {
  adapter: argv[2] === "drizzle" ? adapters.drizzle() : adapters.memory(),
  basePath: "/auth",
  secret: "the secret of a test",
  trustHost: true,
  skipCSRFCheck,
  providers: [
    {
      id: "email",
      type: "email",
      name: "E-mail",
      from: "app@example.com",
      maxAge: 600,
      options: {},
      sendVerificationRequest: ({ url }) => {
        link = url;
      },
    },
  ],
};

/** @type {(url: string, init?: RequestInit) => Promise<Response>} */
const ask = (url, init) => Auth(new Request(url, init), config);

const asked = await ask(`${origin}/auth/signin/email`, {
  method: "POST",
  body: new URLSearchParams({ email: "ada@example.com", callbackUrl: `${origin}/home` }),
});
const followed = await ask(link);
const cookies = followed.headers.getSetCookie().map((line) => line.replace(/;.*/, ""));
const cookie = cookies.find((pair) => pair.includes("session-token")) ?? "";
const session = await (await ask(`${origin}/auth/session`, { headers: { cookie } })).json();
const again = await ask(link);
await ask(`${origin}/auth/signout`, { method: "POST", headers: { cookie }, body: new URLSearchParams() });
const signedOut = await (await ask(`${origin}/auth/session`, { headers: { cookie } })).json();

const { name = null, email } = session.user;
const answer = {
  asked: asked.headers.get("location"),
  session: { name, email },
  again: again.headers.get("location"),
  signedOut,
};
stdout.write(JSON.stringify(answer));
