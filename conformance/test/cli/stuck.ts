/** An adapter of which one method never answers, one never gives back the thread, one ends the process and one errs late. */
import { raw, adapter as sound } from "./small-path.ts";

const own = sound();

export { raw };

export const adapter = {
  ...own,
  getUser: () => new Promise<never>(() => {}),
  updateUser: () => {
    for (;;);
  },
  unlinkAccount: () => process.exit(3),
  getAccount: (id: string, provider: string) => {
    Promise.reject(new Error("nobody awaits this"));
    return own.getAccount(id, provider);
  },
};
