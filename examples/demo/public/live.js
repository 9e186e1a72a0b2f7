// Keeps the page current: fills the parts that the stream names, and lets one see which rows came, changed and went.

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const me = document.querySelector("main")?.dataset.user;

/**
 * What this tab showed last, kept over a sign-in that leads away and back: the inside of each row by its key, table by
 * table.
 * @type {Record<string, Record<string, string>>}
 */
const seen = JSON.parse(sessionStorage.getItem("seen") ?? "{}");

/** What each part held when it was filled, before any mark. @type {WeakMap<Element, string>} */
const filled = new WeakMap();

for (const table of document.querySelectorAll("table")) {
  filled.set(table, table.innerHTML);
  compare(table);
}

const stream = new EventSource("/live");
stream.addEventListener("message", ({ data }) => {
  for (const [id, text] of Object.entries(JSON.parse(data))) {
    const part = document.getElementById(id);
    if (part !== null) fill(part, text);
  }
});
// A stream that stays open would keep the browser from showing this page at once when one comes back to it.
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

/** @param {HTMLElement} part @param {string} text HTML that the server escaped */
function fill(part, text) {
  const next = document.createElement(part.tagName);
  next.innerHTML = text;
  const { innerHTML } = next;
  if (filled.get(part) === innerHTML) return;
  filled.set(part, innerHTML);
  part.replaceChildren(...next.childNodes);
  if (part instanceof HTMLTableElement) compare(part);
}

/** Marks what is otherwise than this tab showed it last. @param {HTMLTableElement} table */
function compare(table) {
  const before = seen[table.id];
  /** @type {Record<string, string>} */
  const now = {};
  for (const row of table.querySelectorAll("tr")) {
    const { key, user } = row.dataset;
    if (key === undefined) continue;
    now[key] = row.innerHTML;
    if (me && user === me) row.classList.add("mine");
    if (before !== undefined && before[key] === undefined) row.classList.add("came");
    else if (before !== undefined && before[key] !== now[key]) row.classList.add("changed");
  }
  seen[table.id] = now;
  sessionStorage.setItem("seen", JSON.stringify(seen));
  // Where only the newest rows are shown, one that is missing may be there still.
  if (calm || before === undefined || table.querySelector(".older") !== null) return;
  for (const [key, inside] of Object.entries(before)) if (now[key] === undefined) sayGoodbye(table, inside);
}

/** Shows a row that went for a moment longer. @param {HTMLTableElement} table @param {string} inside */
function sayGoodbye(table, inside) {
  const row = document.createElement("tr");
  row.innerHTML = inside;
  row.className = "went";
  row.setAttribute("aria-hidden", "true");
  row.addEventListener("animationend", () => row.remove());
  table.tBodies[0]?.prepend(row);
}
