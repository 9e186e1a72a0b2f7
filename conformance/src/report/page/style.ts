/** How the page looks beyond what all pages of the house share. */
import { house } from "./house.ts";

export const style: string = `${house}
.bar { display: block; width: 100%; height: 6px; border-radius: 3px; overflow: hidden; background: var(--quiet-ground); }
.bar .passed { fill: var(--passed-text); opacity: 0.7; } .bar .failed { fill: var(--failed-ground); } .bar .rest { fill: var(--line); }

.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; margin-bottom: 12px; }
#filters { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
#filters[hidden] { display: none; }
button { font: inherit; font-size: 14px; color: var(--text); background: var(--surface); border: 1px solid var(--line);
  border-radius: 6px; min-height: 36px; padding: 4px 12px; cursor: pointer; }
button:hover { border-color: var(--muted); }
button[aria-pressed="false"] { color: var(--muted); }
button[aria-pressed="true"] { background: var(--quiet-ground); border-color: var(--muted); font-weight: 600; }
button[aria-pressed="true"]::before { content: "\\2713\\202f"; }
.divider { width: 1px; height: 20px; background: var(--line); }

#grid-box { overflow-x: auto; scroll-padding: 0 12px 0 150px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 4px 10px 10px; }
#grid-box .nothing { padding: 24px 8px; color: var(--muted); }
#grid { border-collapse: separate; border-spacing: 3px; width: 100%; font-variant-numeric: tabular-nums; }
#grid th { text-align: left; font-weight: 400; }
#grid thead th { color: var(--muted); font-size: 12px; padding: 8px 0 4px; background: var(--surface); text-align: center; }
#grid thead th:first-child { text-align: left; padding-left: 6px; }
#grid thead a { display: block; color: inherit; font-weight: 600; text-decoration: none; padding: 4px 0; }
#grid thead a:hover, #grid tbody th a:hover span { text-decoration: underline; }
#grid th:first-child { position: sticky; left: 0; z-index: 1; background: var(--surface); min-width: 128px; }
#grid tbody th a { display: block; padding: 4px 6px; color: var(--text); text-decoration: none; line-height: 1.3; border-radius: 4px; }
#grid tbody th a span { display: block; }
#grid tbody th a small { display: block; color: var(--muted); }
#grid tbody th a small.bad { color: var(--bad-text); }
#grid .adapter th { font-weight: 650; padding: 12px 6px 2px; }
#grid tbody:first-of-type .adapter th { padding-top: 2px; }
#grid .adapter span { position: sticky; left: 6px; }
#grid .sum { text-align: center; white-space: nowrap; padding: 0 6px; min-width: 64px; font-size: 13px; }
#grid thead .sum { font-size: 12px; font-weight: 600; padding: 8px 0 4px; }
#grid .sum i { font-style: normal; color: var(--muted); }
#grid .has-failed .sum { color: var(--bad-text); font-weight: 650; }
#grid td > [data-state] { display: flex; flex-direction: column; align-items: center; justify-content: center; min-width: 46px;
  min-height: 44px; border-radius: 6px; font-size: 13px; line-height: 1.2; text-decoration: none; white-space: nowrap; }
#grid a { scroll-margin: 60px 0; }
#grid td b { font-weight: 600; }
#grid td small { font-size: 11px; white-space: normal; text-align: center; }
#grid a[data-state]:hover { box-shadow: inset 0 0 0 2px var(--focus); }
[data-state="passed"] { background: var(--passed-ground); color: var(--passed-text); }
[data-state="partly"] { background: var(--surface); color: var(--passed-text); box-shadow: inset 0 0 0 2px var(--passed-ground); }
[data-state="failed"] { background: var(--failed-ground); color: var(--failed-text); }
[data-state="failed"]:focus-visible { outline-offset: 3px; }
[data-state="outside"] { background: var(--quiet-ground); color: var(--quiet-text); }
[data-state="absent"] { color: var(--quiet-text); border: 1px dashed var(--line); }
[data-state="none"] { color: var(--muted); }

.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; margin-top: 12px; font-size: 13px; color: var(--muted); list-style: none; }
.legend li { display: flex; align-items: center; gap: 8px; }
.legend [data-state] { min-width: 34px; padding: 1px 6px; border-radius: 4px; text-align: center; font-weight: 600; }
.legend dfn { font-style: normal; font-weight: 650; }

dialog { border: 0; padding: 0; margin: 0 0 0 auto; width: min(760px, 100vw); max-width: none; height: 100dvh; max-height: none;
  background: var(--surface); color: var(--text); box-shadow: 0 0 40px rgb(0 0 0 / 30%); }
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(0 0 0 / 40%); }
.panel-head { display: flex; align-items: flex-start; gap: 16px; padding: 20px 24px 16px; border-bottom: 1px solid var(--line); }
.panel-head div { flex: 1; min-width: 0; overflow-wrap: anywhere; }
/* It takes the focus when the panel opens, and nothing can be done with it. */
.panel-head h2:focus { outline: none; }
.panel-head h2 span { font-weight: 400; }
#panel-body { flex: 1; overflow-y: auto; padding: 16px 24px 48px; overflow-wrap: anywhere; }
#panel-body h3 { font-size: 15px; font-weight: 600; }
#panel-body > h3 { margin-top: 24px; }
#panel-body .around { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 4px; }
#panel-body dl { margin-top: 12px; display: grid; gap: 4px; }
#panel-body dl div { display: grid; grid-template-columns: 130px 1fr; gap: 12px; }
.cases, .groups, .places { list-style: none; }
.cases { margin-top: 16px; }
.cases > li { border-top: 1px solid var(--line); padding: 12px 0 12px 14px; border-left: 3px solid transparent; }
.cases > li[data-outcome="failed"] { border-left-color: var(--failed-ground); }
.cases > li.target { background: var(--quiet-ground); border-radius: 0 6px 6px 0; }
.cases > li.target :is(.facts, .time) { color: var(--quiet-text); }
.cases p { color: var(--text); }
.cases .facts { display: flex; flex-wrap: wrap; gap: 2px 12px; font-size: 13px; color: var(--muted); margin: 2px 0 4px; }
.outcome { font-weight: 600; color: var(--quiet-text); }
.outcome[data-outcome="passed"] { color: var(--passed-text); }
.outcome[data-outcome="failed"] { color: var(--bad-text); }
.level { border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; font-size: 12px; font-weight: 600; }
.places { margin-top: 6px; font-size: 14px; }
.trips { border-collapse: collapse; width: 100%; margin-top: 6px; font-size: 14px; }
.trips :is(th, td) { text-align: left; font-weight: 400; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.trips thead { color: var(--muted); }

@media (min-width: 1400px) {
  /* Everything fits, so that the heads can stay in sight while the page moves. */
  #grid-box { overflow: visible; }
  #grid { table-layout: fixed; }
  #grid th:first-child { width: 280px; }
  #grid .sum { width: 76px; }
  #grid td > [data-state] { min-width: 0; }
  #grid thead th { position: sticky; top: 0; z-index: 2; }
}
@media (max-width: 600px) {
  .divider { display: none; }
  #grid tbody th a { font-size: 14px; }
  #panel-body dl div { grid-template-columns: 1fr; gap: 0; }
  .panel-head, #panel-body { padding-left: 16px; padding-right: 16px; }
}
`;
