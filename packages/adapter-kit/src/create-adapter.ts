/** The one place where quirky methods become plain verbs on rows. */
import type { AnyMethodName, MortiseAdapter } from "./adapter.ts";
import { MortiseError } from "./errors.ts";
import { failureOf } from "./failures.ts";
import { type Call, kitOf, type Methods } from "./kit.ts";
import { accountMethods } from "./methods/accounts.ts";
import { authenticatorMethods } from "./methods/authenticators.ts";
import { maintenanceMethods } from "./methods/maintenance.ts";
import { sessionMethods } from "./methods/sessions.ts";
import { tokenMethods } from "./methods/tokens.ts";
import { userMethods } from "./methods/users.ts";
import type { AdapterOptions } from "./options.ts";
import type { Store, Traits } from "./store.ts";

const traits: WeakMap<object, Traits> = new WeakMap();

/**
 * What the store behind an adapter declares of itself.
 * @param adapter what {@link createAdapter} returned, itself and not a spread copy of it.
 */
export function traitsOf(adapter: object): Traits | undefined {
  return traits.get(adapter);
}

const methods: Methods<Exclude<AnyMethodName, "close">> = {
  ...userMethods,
  ...accountMethods,
  ...sessionMethods,
  ...tokenMethods,
  ...authenticatorMethods,
  ...maintenanceMethods,
};

/** Any method: none takes more than two arguments. */
type AnyMethod = (call: Call, first: unknown, second: unknown) => Promise<unknown>;

const all = Object.entries(methods) as unknown as readonly (readonly [AnyMethodName, AnyMethod])[];

/**
 * Makes an Auth.js adapter of a store. It is synchronous, opens nothing and may be called for every request.
 * @param store the I/O of one backend.
 * @param options what the app wants otherwise than it comes.
 * @returns own enumerable functions that never use `this` (INT-01, INT-02); the object may be spread, wrapped and frozen.
 * @throws TypeError when an option is not usable.
 */
export function createAdapter<User = any, Account = any, Session = any, Authenticator = any>(
  store: Store,
  options: AdapterOptions = {},
): MortiseAdapter<User, Account, Session, Authenticator> {
  const kit = kitOf(store, options);
  let isClosed = false;
  const adapter: Record<string, unknown> = {
    ...methods,
    async close() {
      isClosed = true;
    },
  };
  for (const [method, work] of all) {
    adapter[method] = async (first: unknown, second: unknown) => {
      if (isClosed) throw new MortiseError("MORTISE_CLOSED", method, "the adapter was closed; make another one.");
      const call: Call = { kit, store, method, sent: ["user", {}] };
      try {
        return await work(call, first, second);
      } catch (error) {
        throw failureOf(call, error);
      }
    };
  }
  traits.set(adapter, store.traits);
  return adapter as never;
}
