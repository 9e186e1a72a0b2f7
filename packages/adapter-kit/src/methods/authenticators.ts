import { invalid, missing } from "../arguments.ts";
import { MortiseError } from "../errors.ts";
import { asked, type Call, decode, encode, isUserId, type Methods, owned } from "../kit.ts";
import { isKey } from "../values.ts";

type Names = "getAuthenticator" | "createAuthenticator" | "listAuthenticatorsByUserId" | "updateAuthenticatorCounter";

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
    if (!authenticator) throw missing(call, "authenticator");
    const message = "the stored counter is higher: the authenticator may have been cloned.";
    throw new MortiseError("MORTISE_COUNTER_REGRESSION", call.method, message);
  },
};

/** A signature counter has 32 bits (WebAuthn Level 2, section 6.1). */
function checkCounter(call: Call, counter: unknown): void {
  if ((counter as number) >>> 0 !== counter) throw invalid(call, "the counter must be an unsigned integer of 32 bits.");
}
