/** Whether every text of a page can be read. */

/** Text whose contrast with what is behind it is below 4.5:1, as `ratio text`. Runs in the page. */
export const lowContrasts = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      const [, , , alpha = 1] = channels(color);
      if (alpha === 1) return color;
      if (alpha !== 0) throw new Error("a ground that lets something through: " + color);
    }
    throw new Error("no ground");
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("dialog[open]") ?? document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("script, style, noscript")) continue;
    seen += 1;
    const [one, other] = [light(getComputedStyle(element).color), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) found.push(ratio.toFixed(2) + " " + node.data.trim());
  }
  if (seen < 10) throw new Error("only " + seen + " texts");
  return found;
})()`;
