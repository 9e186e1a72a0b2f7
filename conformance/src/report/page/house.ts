/** What all pages look like. The colours stand first, for light and for dark; each pair of text and ground has contrast enough. */

/** `name: [light, dark]`. */
const colors = {
  ground: ["#f7f7f5", "#131517"],
  surface: ["#ffffff", "#1b1e21"],
  line: ["#dcdcd6", "#34393e"],
  text: ["#1d2125", "#e7e9ea"],
  muted: ["#565d64", "#a3abb2"],
  link: ["#1b5a9e", "#8cc0f5"],
  focus: ["#1b5a9e", "#8cc0f5"],
  "passed-ground": ["#dcefe1", "#1a3324"],
  "passed-text": ["#14532a", "#9bdcb0"],
  "failed-ground": ["#b3261e", "#c93a30"],
  "failed-text": ["#ffffff", "#ffffff"],
  "bad-text": ["#a3201a", "#ff9d94"],
  "quiet-ground": ["#ecece8", "#272b2f"],
  "quiet-text": ["#50575d", "#a9b1b8"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

const variables = (theme: 0 | 1) =>
  Object.entries(colors)
    .map(([name, pair]) => `--${name}: ${pair[theme]};`)
    .join(" ");

export const house: string = `
:root { color-scheme: light dark; ${variables(0)} }
@media (prefers-color-scheme: dark) { :root { ${variables(1)} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main, header { max-width: 1500px; margin: 0 auto; padding: 0 32px; }
h1, h2, h3, h4, p, ul, dl, table { margin: 0; padding: 0; }
h1 { font-size: 26px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 18px; font-weight: 650; }
a { color: var(--link); }
small { font-size: 12px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.muted, .note { color: var(--muted); }
.bad { color: var(--bad-text); font-weight: 600; }

header { padding-top: 36px; }
header .muted { margin-top: 4px; }

.totals { display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 22px 0 10px; list-style: none; }
.totals b { font-size: 20px; font-weight: 650; font-variant-numeric: tabular-nums; }
.totals .mark { font-weight: 700; color: var(--muted); }
.totals [data-outcome="passed"] .mark { color: var(--passed-text); }
.totals [data-outcome="failed"][data-any] :is(.mark, b) { color: var(--bad-text); }

main > section { margin-top: 32px; }
main > section:last-child { margin-bottom: 64px; }

details { border-top: 1px solid var(--line); padding: 12px 0; }
details:last-of-type { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; font-weight: 600; }
summary span { font-weight: 400; color: var(--muted); }
.remarks { list-style: none; margin-top: 10px; display: grid; gap: 12px; }
.remarks li { overflow-wrap: anywhere; }
.remarks p { color: var(--muted); }
.remarks ul { margin-left: 18px; color: var(--muted); }
.scroll { overflow-x: auto; margin-top: 10px; }
.plain { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
.plain :is(th, td) { text-align: left; font-weight: 400; padding: 3px 16px 3px 0; border-bottom: 1px solid var(--line); }
.plain td + td, .plain th + th { text-align: right; }
dt { color: var(--muted); } dd { margin: 0; }
pre { margin: 8px 0 0; padding: 10px 12px; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; overflow: auto;
  max-height: 320px; font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; unicode-bidi: plaintext; }

@media (max-width: 600px) {
  main, header { padding: 0 16px; }
  header { padding-top: 24px; }
  h1 { font-size: 22px; }
  .totals { gap: 4px 18px; }
}
`;
