/** Between Auth.js and the adapter: what is called in which order, and a place to step in between two calls. */
import type { AnyMethodName, MortiseAdapter } from "@mortise/adapter-kit";
import { classicMethods, webAuthnMethods } from "../cases/each-method.ts";
import { NotCheckable } from "../needs.ts";
import { startLine } from "./start-line.ts";

export interface Recorder {
  /** The adapter as Auth.js gets it. */
  readonly adapter: MortiseAdapter;
  /** The names of the methods that were called while the work was done, in their order. */
  callsDuring(work: () => Promise<unknown>): Promise<string[]>;
  /** Something that happens once, just before the next call of the method reaches the adapter. */
  before(method: AnyMethodName, happen: () => Promise<unknown>): void;
  /** The next calls of the method wait for each other: when so many have come, they reach the adapter at once. */
  gather(method: AnyMethodName, count: number): void;
}

export function recorder(adapter: MortiseAdapter): Recorder {
  let calls: string[] = [];
  const awaited = new Map<string, () => Promise<unknown>>();
  // Own enumerable functions that are called by themselves, as Auth.js takes them.
  const methods = Object.keys(adapter).map((name) => {
    const method: unknown = Reflect.get(adapter, name);
    const call = async (...args: readonly unknown[]) => {
      calls.push(name);
      await awaited.get(name)?.();
      return Reflect.apply(method as (...args: readonly unknown[]) => unknown, undefined, args);
    };
    return [name, typeof method === "function" ? call : method];
  });
  const own = Object.fromEntries([...presences(adapter), ...methods]);
  return {
    // Auth.js looks for methods on the prototype as well before it starts, and calls those of the object itself.
    adapter: Object.create(adapter, Object.getOwnPropertyDescriptors(own)),
    async callsDuring(work) {
      calls = [];
      await work();
      return calls;
    },
    before(method, happen) {
      awaited.set(method, () => {
        awaited.delete(method);
        return happen();
      });
    },
    gather(method, count) {
      awaited.set(
        method,
        startLine(count, () => awaited.delete(method)),
      );
    },
  };
}

/**
 * Auth.js refuses to start without the methods of every provider that any app of the process has ever had. What an
 * adapter has not is there, and says so where a flow comes to it.
 */
function presences(adapter: MortiseAdapter): [string, () => never][] {
  return [...classicMethods, ...webAuthnMethods]
    .filter((name) => !(name in adapter))
    .map((name) => [
      name,
      () => {
        throw new NotCheckable(`the adapter has no ${name}`);
      },
    ]);
}
