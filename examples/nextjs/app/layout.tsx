import "./page.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "Sign-in with Next.js", description: "Auth.js in Next's App Router" };
export const viewport: Viewport = { colorScheme: "light dark" };

export default function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
        <footer>next-auth 5 in Next&rsquo;s App Router, over the Drizzle adapter of Mortise</footer>
      </body>
    </html>
  );
}
