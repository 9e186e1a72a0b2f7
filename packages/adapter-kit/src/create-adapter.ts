/** The one place where quirky methods become plain verbs on rows. */
import type { MortiseAdapter } from "./adapter.ts";
import { kitOf } from "./kit.ts";
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
  const adapter: MortiseAdapter = {
    ...userMethods(kit),
    ...accountMethods(kit),
    ...sessionMethods(kit),
    ...tokenMethods(kit),
    ...authenticatorMethods(kit),
    ...maintenanceMethods(kit),
  };
  traits.set(adapter, store.traits);
  return adapter;
}
