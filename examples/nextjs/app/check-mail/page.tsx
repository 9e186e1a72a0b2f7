import Link from "next/link";
import type { ReactNode } from "react";

export default function CheckMail(): ReactNode {
  return (
    <>
      <h1>Check your mail</h1>
      <p>A link that signs you in is on its way. It works once. While you develop, it stands in the terminal.</p>
      <p>
        <Link href="/sign-in">Use another address</Link>
      </p>
    </>
  );
}
