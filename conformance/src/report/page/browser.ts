/** What happens in the page: addresses open panels, buttons filter, arrow keys go through the grid. */
import type { Filter } from "./data.ts";
import type { PageDialog, PageElement, PageEvent, PageWindow } from "./dom.ts";
import type { Grid } from "./grid.ts";
import type { Panels } from "./panels.ts";

/** Self-contained: its text is put into the page, and runs there. */
export function startPage(window: PageWindow, grid: Grid, panels: Panels): void {
  const { document, history, location } = window;
  const part = (id: string) => {
    const element = document.getElementById(id);
    if (element === null) throw new Error(`the page has no ${id}`);
    return element;
  };
  const dialog = part("panel") as PageDialog;
  const box = part("grid-box");
  const buttons = [...part("filters").querySelectorAll("button")];
  const isPressed = (button: PageElement) => button.getAttribute("aria-pressed") === "true";
  const filter = (): Filter => ({
    failedOnly: buttons.some((button) => button.dataset.failed !== undefined && isPressed(button)),
    levels: buttons.flatMap(({ dataset: { level } }, at) => {
      const button = buttons[at];
      return level !== undefined && button && isPressed(button) ? [level] : [];
    }),
  });

  /** The rows of links in the grid, as they stand on the page. */
  const rows = () => [...box.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("th, td")]);
  const links = () => [...box.querySelectorAll("a")];

  /** One link of the grid is in the tab order; arrow keys reach the others. */
  const makeReachable = (chosen: PageElement | undefined) => {
    for (const link of links()) link.tabIndex = link === chosen ? 0 : -1;
  };
  const firstReachable = () => box.querySelector('[data-state="failed"]') ?? box.querySelector("tbody a") ?? links()[0];

  const showGrid = () => {
    box.innerHTML = grid(filter());
    box.querySelector("table")?.setAttribute("role", "grid");
    makeReachable(firstReachable() ?? undefined);
    const failed = [...box.querySelectorAll('[data-state="failed"]')].length;
    const lines = [...box.querySelectorAll("tbody th[scope=row]")].length;
    const say = (number: number, thing: string) => `${number} ${thing}${number === 1 ? "" : "s"}`;
    part("shown").textContent = `${say(lines, "row")} shown, ${say(failed, "cell")} with failed cases.`;
  };

  /** The link that the key leads to: in the same row, or in the same column of the next row that has one there. */
  const neighbour = (from: PageElement, { key, ctrlKey }: PageEvent): PageElement | undefined => {
    const all = rows();
    const y = all.findIndex((cells) => cells.some((cell) => cell.contains(from)));
    const own = all[y] ?? [];
    const x = own.findIndex((cell) => cell.contains(from));
    const linkOf = (cell: PageElement | undefined) => cell?.querySelector("a") ?? undefined;
    const inRow = (cells: readonly PageElement[]) => cells.map(linkOf).find((link) => link !== undefined);
    const inColumn = (list: readonly (readonly PageElement[])[]) =>
      list.map((cells) => linkOf(cells[x])).find((link) => link !== undefined);
    if (key === "ArrowRight") return inRow(own.slice(x + 1));
    if (key === "ArrowLeft") return inRow(own.slice(0, x).reverse());
    if (key === "ArrowDown") return inColumn(all.slice(y + 1));
    if (key === "ArrowUp") return inColumn(all.slice(0, y).reverse());
    if (key === "Home") return inRow(ctrlKey ? all.flat() : own);
    if (key === "End") return inRow((ctrlKey ? all.flat() : own).toReversed());
    return undefined;
  };

  box.addEventListener("keydown", (event) => {
    const from = event.target?.closest("a");
    if (!from || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === " ") {
      event.preventDefault();
      return from.click();
    }
    const to = neighbour(from, event);
    if (to === undefined) return;
    event.preventDefault();
    makeReachable(to);
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  box.addEventListener("focusin", ({ target }) => makeReachable(target?.closest("a") ?? undefined));

  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!isPressed(button)));
      showGrid();
    });
  }

  /** Opens what the address says, or closes what is open. */
  const follow = () => {
    const panel = panels(location.hash.slice(1), filter());
    if (panel === undefined) return dialog.open ? dialog.close() : undefined;
    part("panel-over").innerHTML = panel.over;
    part("panel-heading").innerHTML = panel.heading;
    const body = part("panel-body");
    body.innerHTML = panel.body;
    if (!dialog.open) dialog.showModal();
    body.scrollTop = 0;
    const target = panel.target ? document.getElementById(panel.target) : null;
    target?.classList.add("target");
    target?.scrollIntoView({ block: "nearest" });
    part("panel-heading").focus({ preventScroll: true });
  };

  dialog.addEventListener("close", () => {
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  });
  // A click beside the panel is one on the dialog itself, whose whole surface is covered by its parts.
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  part("panel-close").addEventListener("click", () => dialog.close());
  window.addEventListener("hashchange", follow);

  part("filters").hidden = false;
  part("keys").hidden = false;
  part("unscripted").hidden = true;
  showGrid();
  follow();
}
