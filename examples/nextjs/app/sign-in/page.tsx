import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { auth, offers } from "../../auth.ts";
import { goToProvider, sendLink } from "../actions.ts";
import { PasskeyButton } from "../passkey.tsx";

/** What Auth.js gives as `?error`, in words. */
const problems: Readonly<Record<string, string>> = {
  Verification: "That link was used already or has run out. Ask for a new one.",
  OAuthAccountNotLinked: "That e-mail address belongs to somebody who came in another way. Come in that way.",
  OAuthCallbackError: "The provider sent you back without signing you in.",
  EmailSignInError: "No mail could be sent. Check the address, or try again later.",
};

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignIn({ searchParams }: Props): Promise<ReactNode> {
  if ((await auth())?.user) redirect("/");
  const { error } = await searchParams;
  return (
    <>
      <h1>Sign in</h1>
      {error !== undefined && (
        <p role="alert">{problems[String(error)] ?? "That did not work. Try once more, or another way."}</p>
      )}
      {offers.magicLink && (
        <form action={sendLink} className="card">
          <label htmlFor="email">E-mail address</label>
          <input id="email" name="email" type="email" autoComplete="email" required />
          <button type="submit" className="first">
            Send me a link
          </button>
        </form>
      )}
      <div className="card">
        {offers.openId !== undefined && (
          <form action={goToProvider}>
            <button type="submit">Continue with {offers.openId.name}</button>
          </form>
        )}
        <PasskeyButton action="authenticate">Sign in with a passkey</PasskeyButton>
        <p className="fine">You can add a passkey once you are signed in.</p>
      </div>
    </>
  );
}
