/** How the pages look. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#eef1ee, #121614);
  --sheet: light-dark(#fff, #1b211e);
  --text: light-dark(#1c2521, #e2e9e5);
  --faint: light-dark(#5b6862, #98a69f);
  --edge: light-dark(#cdd6d1, #36413b);
  --pine: light-dark(#1d6148, #7fcfae);
  --on-pine: light-dark(#fff, #0d1a14);
}
body {
  min-height: 100dvh;
  margin: 0;
  padding: 1rem;
  box-sizing: border-box;
  display: grid;
  place-items: center;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
}
main {
  box-sizing: border-box;
  width: min(100%, 26rem);
  padding: 2rem;
  border: 1px solid var(--edge);
  border-radius: 1rem;
  background: var(--sheet);
  overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.4rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.25rem 0; }
a { color: var(--pine); }
ul { margin: 0; padding: 0; list-style: none; }
li { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; padding: 0.4rem 0; border-top: 1px solid var(--edge); font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
li b { color: var(--pine); }
form { margin-top: 1.25rem; }
form + form { margin-top: 0.75rem; }
label, .fine { font-size: 0.875rem; color: var(--faint); }
input, button { box-sizing: border-box; width: 100%; padding: 0.6rem 0.9rem; border-radius: 0.5rem; font: inherit; }
input { margin: 0.25rem 0 0.75rem; border: 1px solid var(--faint); background: var(--ground); color: inherit; }
button { border: 1px solid var(--pine); background: var(--pine); color: var(--on-pine); font-weight: 600; cursor: pointer; }
button.quiet { background: none; color: var(--pine); }
button:hover { filter: brightness(1.1); }
:focus-visible { outline: 2px solid var(--pine); outline-offset: 2px; }
.problem { margin-top: 1rem; padding: 0.6rem 0.9rem; border-left: 3px solid light-dark(#b3402a, #e9826c); background: light-dark(#fbe9e3, #3a211b); font-size: 0.9rem; }
`;
