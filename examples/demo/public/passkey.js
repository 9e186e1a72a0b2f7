// Takes over the passkey forms: asks Auth.js for a challenge, has the browser answer it, and posts the answer.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "/simplewebauthn.js";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  form.addEventListener("submit", (event) => submit(event, form));
  const button = form.querySelector("button");
  if (button !== null) button.disabled = false;
}

/** @param {SubmitEvent} event @param {HTMLFormElement} form */
async function submit(event, form) {
  event.preventDefault();
  const button = form.querySelector("button");
  const problem = form.querySelector("[role=alert]");
  if (button === null || !(problem instanceof HTMLElement)) return;
  button.disabled = true;
  problem.hidden = true;
  try {
    const action = form.dataset.passkey === "register" ? "register" : "authenticate";
    const answer = await answerOf(action, form);
    post(form, { action, data: JSON.stringify(answer) });
  } catch (error) {
    problem.textContent = textOf(error);
    problem.hidden = false;
    button.disabled = false;
  }
}

/** @param {"register" | "authenticate"} action @param {HTMLFormElement} form */
async function answerOf(action, form) {
  if (!browserSupportsWebAuthn()) throw new Problem("This browser has no passkeys.");
  const query = new URLSearchParams({ action });
  const email = new FormData(form).get("email");
  if (typeof email === "string") query.set("email", email);
  const response = await fetch(`/auth/webauthn-options/passkey?${query}`);
  if (!response.ok) {
    throw new Problem(
      "That address has a user already, or is none. Sign in the way you did before, then add a passkey.",
    );
  }
  const { options } = await response.json();
  return action === "register" ? startRegistration(options) : startAuthentication(options);
}

/** Posts the form as the browser would, so that Auth.js can answer with a redirect. */
function post(/** @type {HTMLFormElement} */ form, /** @type {Record<string, string>} */ fields) {
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  form.submit();
}

class Problem extends Error {}

/** @param {unknown} error */
function textOf(error) {
  if (error instanceof Problem) return error.message;
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") return "The browser's dialog was closed, or no passkey fits.";
  if (name === "InvalidStateError") return "This device has a passkey for this user already.";
  return "That did not work. Load the page again and try once more.";
}
