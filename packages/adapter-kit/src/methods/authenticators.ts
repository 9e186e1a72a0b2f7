import { invalid } from "../arguments.ts";
import { MortiseError } from "../errors.ts";
import { asked, type Call, decode, encode, isUserId, type Methods, owned } from "../kit.ts";
import { isKey } from "../values.ts";

type Names = "getAuthenticator" | "createAuthenticator" | "listAuthenticatorsByUserId" | "updateAuthenticatorCounter";

const missing = ["MORTISE_NOT_FOUND", "there is no authenticator with this credential id."] as const;
const cloned = [
  "MORTISE_COUNTER_REGRESSION",
  "the stored counter is higher: the authenticator may have been cloned.",
] as const;

export const authenticatorMethods: Methods<Names> = {
  async getAuthenticator(call, credentialID) {
    if (!isKey(credentialID)) return null;
    call.sent = ["authenticator", { credentialID }];
    const row = await call.store.authenticators.byId(credentialID);
    return asked(call, "authenticator", row, "credentialID", credentialID);
  },

  async createAuthenticator(call, input) {
    const record = encode(call, "authenticator", input, "new");
    checkCounter(call, record.counter);
    return decode(call, "authenticator", await call.store.authenticators.insert(record as never));
  },

  async listAuthenticatorsByUserId(call, userId) {
    if (!isUserId(call, userId)) return [];
    return owned(call, "authenticator", await call.store.authenticators.listByUser(userId), userId);
  },

  async updateAuthenticatorCounter(call, credentialID, newCounter) {
    checkCounter(call, newCounter);
    call.sent = ["authenticator", { credentialID }];
    const { authenticators } = call.store;
    const row = isKey(credentialID) ? await authenticators.advanceCounter(credentialID, newCounter) : null;
    const authenticator = asked(call, "authenticator", row, "credentialID", credentialID);
    if (authenticator?.counter === newCounter) return authenticator;
    const [code, message] = authenticator ? cloned : missing;
    throw new MortiseError(code, call.method, message);
  },
};

/** A signature counter has 32 bits (WebAuthn Level 2, section 6.1). */
function checkCounter(call: Call, counter: unknown): void {
  if ((counter as number) >>> 0 !== counter) throw invalid(call, "the counter must be an integer from 0 to 2^32 - 1.");
}
