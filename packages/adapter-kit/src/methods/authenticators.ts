import type { MethodName, MortiseAdapter } from "../adapter.ts";
import { invalid, isUserId } from "../arguments.ts";
import { MortiseError } from "../errors.ts";
import type { Kit } from "../kit.ts";
import { isKey } from "../values.ts";

type Methods = Pick<
  MortiseAdapter,
  "getAuthenticator" | "createAuthenticator" | "listAuthenticatorsByUserId" | "updateAuthenticatorCounter"
>;

/** The highest signature counter: WebAuthn Level 2, section 6.1, gives it 32 bits. */
const highestCounter = 2 ** 32 - 1;

export function authenticatorMethods({ store, userIds, run, encode, decode, checkOwner }: Kit): Methods {
  return {
    async getAuthenticator(credentialID) {
      if (!isKey(credentialID)) return null;
      return run("getAuthenticator", "authenticator", { credentialID }, async () => {
        const row = await store.authenticators.byId(credentialID);
        const authenticator = row && decode("authenticator", row);
        return authenticator?.credentialID === credentialID ? authenticator : null;
      });
    },

    async createAuthenticator(input) {
      const record = encode("createAuthenticator", "authenticator", input, { isNew: true });
      checkOwner("createAuthenticator", record);
      checkCounter("createAuthenticator", record.counter);
      return run("createAuthenticator", "authenticator", record, async () =>
        decode("authenticator", await store.authenticators.insert(record as never)),
      );
    },

    async listAuthenticatorsByUserId(userId) {
      if (!isUserId(userId, userIds)) return [];
      return run("listAuthenticatorsByUserId", "authenticator", { userId }, async () => {
        const rows = await store.authenticators.listByUser(userId);
        return rows.map((row) => decode("authenticator", row)).filter((row) => row.userId === userId);
      });
    },

    async updateAuthenticatorCounter(credentialID, newCounter) {
      const method = "updateAuthenticatorCounter";
      checkCounter(method, newCounter);
      return run(method, "authenticator", { credentialID }, async () => {
        const row = isKey(credentialID) ? await store.authenticators.advanceCounter(credentialID, newCounter) : null;
        const authenticator = row && decode("authenticator", row);
        if (authenticator?.credentialID !== credentialID) {
          throw new MortiseError("MORTISE_NOT_FOUND", method, "there is no authenticator with this credential id.");
        }
        if (authenticator?.counter === newCounter) return authenticator;
        throw new MortiseError(
          "MORTISE_COUNTER_REGRESSION",
          method,
          "the stored counter is higher, as it is when an authenticator was cloned; the sign-in is refused.",
        );
      });
    },
  };
}

function checkCounter(method: MethodName, counter: unknown): void {
  if (Number.isInteger(counter) && (counter as number) >= 0 && (counter as number) <= highestCounter) return;
  throw invalid(method, "the counter must be an integer from 0 to 2^32 - 1.");
}
