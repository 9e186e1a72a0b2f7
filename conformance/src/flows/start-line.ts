/** A line at which those who come wait for each other. */

/**
 * @param count how many have to come.
 * @param isFull called when the last of them has.
 * @returns waits until all have come; whoever comes after that does not wait.
 */
export function startLine(count: number, isFull: () => void = () => {}): () => Promise<void> {
  let missing = count;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing === 0) {
      isFull();
      open();
    }
    return all;
  };
}
