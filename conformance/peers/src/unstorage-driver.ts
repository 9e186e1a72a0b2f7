/** unstorage's memory driver as if its data were at the other end of a wire: with answers that take a turn. */
import { setImmediate } from "node:timers/promises";
import { createStorage, type Driver, type Storage } from "unstorage";

/** The data of a driver in memory, and what may happen to it. */
export class Data {
  readonly items: Map<string, unknown> = new Map();
  /** Round trips of the client under test. */
  trips = 0;
  /** How often all keys were listed. */
  listings = 0;
  isDown = false;
  /** Says why an item may not be written or removed, if it may not. */
  refusal: (what: "insert" | "remove", key: string) => string | undefined = () => undefined;

  /** A storage over the data, as an app makes it. What it sends while an answer is outstanding goes with the same trip. */
  client(): Storage {
    let outstanding = 0;
    const answer = async <T>(work: () => T): Promise<T> => {
      if (outstanding === 0) this.trips += 1;
      outstanding += 1;
      try {
        await setImmediate();
        if (this.isDown) throw new Error("the storage is down");
        return work();
      } finally {
        outstanding -= 1;
      }
    };
    return createStorage({ driver: this.#driver(answer) });
  }

  /** The second path: not counted, and never down. */
  secondPath(): Storage {
    return createStorage({ driver: this.#driver(async (work) => work()) });
  }

  #driver(answer: <T>(work: () => T) => Promise<T>): Driver {
    const { items } = this;
    const set = (key: string, value: unknown) => {
      if (!items.has(key)) this.#check("insert", key);
      items.set(key, value);
    };
    return {
      name: "memory",
      hasItem: (key) => answer(() => items.has(key)),
      getItem: (key) => answer(() => (items.get(key) as string | undefined) ?? null),
      setItem: (key, value) => answer(() => set(key, value)),
      removeItem: (key) =>
        answer(() => {
          this.#check("remove", key);
          items.delete(key);
        }),
      getKeys: () =>
        answer(() => {
          this.listings += 1;
          return [...items.keys()];
        }),
      clear: () => answer(() => items.clear()),
    };
  }

  #check(what: "insert" | "remove", key: string): void {
    const reason = this.refusal(what, key);
    if (reason !== undefined) throw new Error(reason);
  }
}
