"use client";

import { signIn } from "next-auth/webauthn";
import { type ReactNode, useState } from "react";

interface Props {
  /** Whether the browser makes a passkey for whoever is signed in, or signs in with one. */
  readonly action: "register" | "authenticate";
  readonly children: ReactNode;
}

/** Asks Auth.js for a challenge, has the browser answer it, and comes back with a page made anew. */
export function PasskeyButton({ action, children }: Props): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  async function run() {
    setBusy(true);
    setProblem("");
    try {
      const answer = await signIn("passkey", { action, redirect: false });
      if (answer?.url) return window.location.assign("/");
      setProblem("That passkey is nobody's here.");
    } catch (error) {
      setProblem(textOf(error));
    }
    setBusy(false);
  }

  return (
    <>
      <button type="button" onClick={run} disabled={isBusy}>
        {children}
      </button>
      {problem !== "" && <p role="alert">{problem}</p>}
    </>
  );
}

function textOf(error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
      return "The browser's dialog was closed, or no passkey fits.";
    case "InvalidStateError":
      return "This device has a passkey for you already.";
    default:
      return "That did not work. Load the page again and try once more.";
  }
}
