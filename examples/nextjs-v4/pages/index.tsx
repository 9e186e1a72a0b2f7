import type { GetServerSideProps } from "next";
import { getServerSession, type Session } from "next-auth";
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import { authOptions } from "../lib/auth.ts";
import { adapter } from "../lib/database.ts";

interface Props {
  readonly user: Session["user"];
  readonly expires: string;
  /** How many browsers one is signed in with. */
  readonly browsers: number;
  readonly accounts: readonly string[];
}

/** Whoever is nobody is sent to sign in; for anybody else the database says what there is of them. */
export const getServerSideProps: GetServerSideProps<Props> = async ({ req, res }) => {
  const session = await getServerSession(req, res, authOptions);
  if (session === null) return { redirect: { destination: "/sign-in", permanent: false } };
  const { user, expires } = session;
  const [sessions, accounts] = await Promise.all([adapter.listSessions(user.id), adapter.listAccounts(user.id)]);
  return {
    props: {
      user: { id: user.id, name: user.name ?? null, email: user.email ?? null },
      expires: expires.slice(0, 10),
      browsers: sessions.length,
      // Tokens stay here: what is in the props is in the page.
      accounts: accounts.map(({ provider, providerAccountId }) => `${provider}: ${providerAccountId}`),
    },
  };
};

export default function Home({ user, expires, browsers, accounts }: Props): ReactNode {
  return (
    <main>
      <p className="over">Signed in as</p>
      <h1>{user.name ?? user.email ?? user.id}</h1>
      <dl>
        <dt>E-mail address</dt>
        <dd>{user.email ?? "none"}</dd>
        <dt>Accounts</dt>
        <dd>{accounts.length > 0 ? accounts.join(", ") : "none"}</dd>
        <dt>Browsers</dt>
        <dd>{browsers}</dd>
        <dt>Signed in until</dt>
        <dd>
          <time dateTime={expires}>{expires}</time>
        </dd>
      </dl>
      <button type="button" onClick={() => signOut({ callbackUrl: "/sign-in" })}>
        Sign out
      </button>
    </main>
  );
}
