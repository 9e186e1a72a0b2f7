import type { GetServerSideProps } from "next";
import { getServerSession } from "next-auth";
import { signIn } from "next-auth/react";
import type { FormEvent, ReactNode } from "react";
import { authOptions } from "../lib/auth.ts";

interface Props {
  readonly offers: readonly { readonly id: string; readonly name: string }[];
  readonly problem: string | null;
}

/** What next-auth says as `?error`, and what that means. */
const meanings = new Map([
  ["Verification", "This link has been used, or is too old. Have a new one sent."],
  ["OAuthAccountNotLinked", "Somebody with that e-mail address comes in another way. If that is you, do so too."],
  ["OAuthCallback", "You came back from the provider without being signed in."],
  ["EmailSignin", "The mail could not be sent. Is the address right?"],
]);

export const getServerSideProps: GetServerSideProps<Props> = async ({ req, res, query }) => {
  if (await getServerSession(req, res, authOptions)) return { redirect: { destination: "/", permanent: false } };
  const { error } = query;
  const meaning = meanings.get(String(error)) ?? "Something went wrong. Please try again.";
  return {
    props: {
      offers: authOptions.providers.map(({ id, options, name }) => ({ id, name: options?.name ?? name })),
      problem: error === undefined ? null : meaning,
    },
  };
};

/** Sends the form's fields along: for a link the address, for a provider none. */
function goIn(event: FormEvent<HTMLFormElement>, id: string): void {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.currentTarget));
  void signIn(id, { ...fields, callbackUrl: "/" });
}

export default function SignIn({ offers, problem }: Props): ReactNode {
  return (
    <main>
      <h1>Who are you?</h1>
      {problem !== null && <p role="alert">{problem}</p>}
      {offers.map(({ id, name }) => (
        <form key={id} onSubmit={(event) => goIn(event, id)}>
          {id === "email" ? (
            <>
              <label>
                Your e-mail address
                <input name="email" type="email" autoComplete="email" required />
              </label>
              <button type="submit">Mail me a link</button>
            </>
          ) : (
            <button type="submit" className="other">
              Go on with {name}
            </button>
          )}
        </form>
      ))}
      {offers.length === 0 && <p>There is no way in: set EMAIL_SERVER, or AUTH_OIDC_ISSUER and AUTH_OIDC_ID.</p>}
    </main>
  );
}
