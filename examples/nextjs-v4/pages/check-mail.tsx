import type { ReactNode } from "react";

export default function CheckMail(): ReactNode {
  return (
    <main>
      <h1>A link is under way</h1>
      <p>Open the mail and follow it: it signs you in, once. While you develop, it is in the terminal.</p>
      <p>
        <a href="/sign-in">That was the wrong address</a>
      </p>
    </main>
  );
}
