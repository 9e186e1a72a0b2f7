/** The few parts of the browser's interfaces that the page's script calls; the suite is compiled without those of a browser. */

export interface PageEvent {
  readonly target: PageElement | null;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  preventDefault(): void;
}

interface Listens {
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
}

export interface PageElement extends Listens {
  innerHTML: string;
  textContent: string | null;
  hidden: boolean;
  tabIndex: number;
  scrollTop: number;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly classList: { add(name: string): void };
  closest(selector: string): PageElement | null;
  contains(other: PageElement | null): boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  focus(options?: { preventScroll?: boolean }): void;
  click(): void;
  scrollIntoView(options?: { block?: string; inline?: string }): void;
}

export interface PageDialog extends PageElement {
  readonly open: boolean;
  showModal(): void;
  close(): void;
}

export interface PageWindow extends Listens {
  readonly document: {
    getElementById(id: string): PageElement | null;
    readonly activeElement: PageElement | null;
  };
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(state: null, title: string, address: string): void };
}
