/** What the cases about maintenance share. */
import type { AnyMethodName, MortiseAdapter } from "@mortise/adapter-kit";
import { NotCheckable } from "../needs.ts";

/** Auth.js knows nothing of these methods, so another's adapter may be without them. */
export function needMethods(adapter: MortiseAdapter, ...names: readonly AnyMethodName[]): void {
  const missing = names.find((name) => typeof Reflect.get(adapter, name) !== "function");
  if (missing !== undefined) throw new NotCheckable(`the adapter has no ${missing}`);
}

/** Lets so many steps of other calls in this process come first. */
export async function steps(count: number): Promise<void> {
  for (let step = 0; step < count; step += 1) await null;
}
