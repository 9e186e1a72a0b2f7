import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { pages, sessionTokenOf } from "../auth.config.ts";
import { auth } from "../auth.ts";
import { database } from "../database.ts";
import { endOthers, leave } from "./actions.ts";
import { PasskeyButton } from "./passkey.tsx";

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** Who is signed in, and with what. The middleware saw a cookie; here the database says whether it is anybody's. */
export default async function Account(): Promise<ReactNode> {
  const user = (await auth())?.user;
  if (user?.id === undefined) redirect(pages.signIn);
  const token = sessionTokenOf(await cookies());
  const { listSessions, listAccounts, listAuthenticatorsByUserId } = database();
  const [sessions, accounts, passkeys] = await Promise.all([
    listSessions(user.id),
    listAccounts(user.id),
    listAuthenticatorsByUserId(user.id),
  ]);
  return (
    <>
      <h1>{user.name ?? user.email ?? "Somebody without a name"}</h1>
      {user.name && user.email && <p className="lead">{user.email}</p>}

      <section className="card" aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        <ul>
          {/* A key goes to the browser with the page, so it is not the token. */}
          {sessions.map(({ sessionToken, expires }) => (
            <li key={expires.getTime()}>
              <b>{sessionToken === token ? "This browser" : "Another browser"}</b>
              <small>until {day.format(expires)}</small>
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <form action={endOthers}>
            <button type="submit">Sign out everywhere else</button>
          </form>
        )}
      </section>

      <section className="card" aria-labelledby="ways">
        <h2 id="ways">How you can come in</h2>
        <ul>
          {user.email && (
            <li>
              <b>Magic link</b>
              <small>to {user.email}</small>
            </li>
          )}
          {accounts
            .filter(({ type }) => type !== "webauthn")
            .map(({ provider, providerAccountId }) => (
              <li key={`${provider} ${providerAccountId}`}>
                <b>OpenID Connect</b>
                <small>as {providerAccountId}</small>
              </li>
            ))}
          {passkeys.map(({ credentialID, credentialBackedUp, counter }) => (
            <li key={credentialID}>
              <b>Passkey</b>
              <small>
                {credentialBackedUp ? "kept in step across devices" : "on one device"}, counter {counter}
              </small>
            </li>
          ))}
        </ul>
        <PasskeyButton action="register">Add a passkey</PasskeyButton>
      </section>

      <form action={leave}>
        <button type="submit" className="first">
          Sign out
        </button>
      </form>
    </>
  );
}
