/** How the page of the bench looks beyond what all pages of the house share. */
import { house } from "../../../conformance/src/report/page/house.ts";

export const style = `${house}
h2 span { font-weight: 400; color: var(--muted); }
h3 { font-size: 15px; font-weight: 600; margin: 18px 0 6px; }
h3 small { font-weight: 400; }
.note { max-width: 90ch; margin: 2px 0 10px; }
main > section { scroll-margin-top: 16px; margin-top: 44px; }
.reading { margin: 8px 0 0 18px; color: var(--muted); max-width: 100ch; }
header .facts { max-width: 100ch; }

.verdicts { list-style: none; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; margin-top: 10px; padding: 0 20px; }
.verdicts > li { display: grid; grid-template-columns: 132px 1fr; gap: 4px 16px; padding: 12px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.verdicts > li:first-child { border-top: 0; }
.verdicts .state { white-space: nowrap; font-weight: 650; color: var(--quiet-text); }
.verdicts [data-outcome="passed"] .state { color: var(--passed-text); }
.verdicts [data-outcome="failed"] .state { color: var(--bad-text); }
.verdicts .title { font-weight: 600; }
.verdicts details, .verdicts details:last-of-type { border: 0; padding: 4px 0 0; font-size: 14px; }
.verdicts details ul { margin-left: 18px; color: var(--muted); }

.card { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 6px 16px 8px; }
.row { display: grid; grid-template-columns: 232px 1fr; gap: 0 22px; align-items: center; padding: 3px 0; }
.card[data-columns="2"] .row { grid-template-columns: 232px repeat(2, minmax(0, 1fr)); }
.card[data-columns="3"] .row { grid-template-columns: 232px repeat(3, minmax(0, 1fr)); }
.name { overflow-wrap: anywhere; line-height: 1.3; color: var(--text); }
.name small { display: block; color: var(--muted); }
a.name { text-decoration: none; } a.name:hover { text-decoration: underline; }
.cell { display: grid; grid-template-columns: minmax(0, 1fr) 174px; gap: 0 10px; align-items: center; font-variant-numeric: tabular-nums; }
.cell.none { display: block; font-size: 13px; }
.card[data-columns="1"] .cell { grid-template-columns: minmax(0, 1fr) 210px; }
.value { white-space: nowrap; font-size: 14px; }
.value b { font-weight: 650; display: inline-block; min-width: 50px; }
.value small { color: var(--muted); white-space: nowrap; }
.value small:not(:last-child) { margin-right: 6px; }
.value abbr { text-decoration: none; margin: 0 3px 0 -2px; font-weight: 700; color: var(--bad-text); }
.who { display: none; color: var(--muted); font-size: 13px; }
.head { border-bottom: 1px solid var(--line); margin-bottom: 2px; }
.head .cell { grid-template-areas: "who who" "ticks value"; font-size: 13px; }
.head b { grid-area: who; font-weight: 600; }
.head .ticks { grid-area: ticks; } .head .value { grid-area: value; }

svg.lane, svg.ticks { display: block; overflow: visible; }
.ticks text { font-size: 11px; fill: var(--muted); }
.lane .axis { stroke: var(--muted); stroke-width: 1; }
.lane .target { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 2 2; }
.lane .bar[data-kind="faster"] { fill: var(--passed-text); opacity: 0.75; }
.lane .bar[data-kind="slower"] { fill: var(--failed-ground); }
.lane .bar[data-kind="level"] { fill: var(--muted); opacity: 0.6; }
.lane .bar[data-kind="own"] { fill: var(--link); opacity: 0.75; }
.lane .bar[data-kind="other"] { fill: none; stroke: var(--muted); stroke-dasharray: 3 2; }
.lane .bar[data-kind="whole"] { fill: var(--quiet-ground); stroke: var(--line); }
.lane .whisker { stroke: var(--text); stroke-width: 1.25; }
.lane .stroke { stroke: var(--muted); stroke-width: 1; opacity: 0.7; }
.lane .middle { stroke: var(--link); stroke-width: 4; }
.lane .beyond { fill: var(--text); font-size: 14px; }

.operation, .operation:last-of-type { border: 0; border-top: 1px solid var(--line); padding: 0; }
.head + .operation { border-top: 0; }
.operation > summary { list-style: none; font-weight: 400; border-radius: 4px; }
.operation > summary::-webkit-details-marker { display: none; }
.operation > summary:hover { background: var(--quiet-ground); }
.operation > summary:hover :is(small, .muted) { color: var(--quiet-text); }
.operation .name { padding-left: 16px; position: relative; }
.operation .name::before { content: "›"; position: absolute; left: 2px; color: var(--muted); }
.operation[open] .name::before { transform: rotate(90deg); }
.operation summary span:not(.muted) { color: inherit; }
.operation .scroll, .operation .remarks { margin: 4px 0 12px 16px; }
.made { border: 0; padding: 0 0 4px; } .made:last-of-type { border: 0; }
.made > summary { font-weight: 400; color: var(--muted); }
.made dl { display: grid; gap: 4px; margin: 6px 0; overflow-wrap: anywhere; }
.made dl div { display: grid; grid-template-columns: 220px 1fr; gap: 12px; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 14px; }
figure { margin: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px 4px; max-width: 460px; position: relative; }
figcaption small { display: block; color: var(--muted); }
figure details, figure details:last-of-type { border: 0; padding: 4px 0 8px; font-size: 14px; }
figure summary { font-weight: 400; }
.chart { display: block; width: 100%; margin-top: 6px; }
.chart text { font-size: 11px; fill: var(--muted); }
.chart .power { font-size: 8px; }
.chart .grid { stroke: var(--line); }
.chart polyline { fill: none; stroke-width: 2; }
.chart [data-line="median"] { stroke: var(--link); fill: var(--link); }
.chart [data-line="p99"] { stroke: var(--text); fill: var(--text); }
.chart [data-line="p99"] polyline { stroke-dasharray: 5 3; }
.chart [data-line] polyline { fill: none; }
.chart [data-line] text { stroke: none; fill: var(--text); }

@media (max-width: 1100px) {
  .card .row, .card[data-columns] .row { grid-template-columns: minmax(0, 1fr); padding: 8px 0; }
  .card .cell, .card[data-columns] .cell { grid-template-columns: 76px minmax(0, 1fr) 174px; }
  .card[data-columns="1"] .cell { grid-template-columns: minmax(0, 1fr) 200px; }
  .who { display: inline; }
  .card .cell.none { display: grid; grid-template-columns: 76px 1fr; }
  .name small { display: inline; margin-left: 8px; }
  /* The columns lie below one another: one scale is all that is left to say. */
  .card .head { padding: 4px 0 0; }
  .card .head :is(.name, b, .cell + .cell) { display: none; }
  .card .head .cell, .card[data-columns] .head .cell { grid-template-areas: "who ticks value"; }
}
@media (max-width: 600px) {
  .verdicts { padding: 0 14px; }
  .verdicts > li { grid-template-columns: 1fr; }
  .card { padding: 4px 12px; }
  .card .cell, .card[data-columns] .cell { grid-template-columns: 76px minmax(0, 1fr) 130px; gap: 0 6px; }
  .card[data-columns="1"] .cell { grid-template-columns: minmax(0, 1fr) 130px; }
  .card .cell.none { grid-template-columns: 76px 1fr; }
  .card[data-columns="1"] .value small { display: block; white-space: normal; }
  .value { white-space: normal; font-size: 13px; line-height: 1.2; }
  .made dl div { grid-template-columns: 1fr; gap: 0; }
}
`;
