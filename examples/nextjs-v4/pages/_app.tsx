import "../lib/style.css";
import type { AppProps } from "next/app";
import Head from "next/head";
import type { ReactNode } from "react";

export default function App({ Component, pageProps }: AppProps): ReactNode {
  return (
    <>
      <Head>
        <title>Sign-in with next-auth 4</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/icon.svg" />
      </Head>
      <Component {...pageProps} />
    </>
  );
}
