import type { VerificationTokenOutput } from "../adapter.ts";
import { asked, encode, type Methods, type Plain } from "../kit.ts";
import { isKey } from "../values.ts";

export const tokenMethods: Methods<"createVerificationToken" | "useVerificationToken"> = {
  async createVerificationToken(call, input) {
    const record = encode(call, "verificationToken", input, "new");
    await call.store.tokens.insert(record as never);
    return outputOf(record);
  },

  async useVerificationToken(call, input) {
    const { identifier, token } = Object(input);
    if (!isKey(token) || (identifier !== undefined && !isKey(identifier))) return null;
    const key = identifier === undefined ? { token } : { identifier, token };
    call.sent = ["verificationToken", key];
    const taken = asked(call, "verificationToken", await call.store.tokens.take(key), "token", token);
    const isAsked = identifier === undefined || taken?.identifier === identifier;
    return taken && isAsked && (taken.expires as Date).getTime() > Date.now() ? outputOf(taken) : null;
  },
};

function outputOf({ identifier, token, expires }: Plain): VerificationTokenOutput {
  return { identifier: identifier as string, token: token as string, expires: expires as Date };
}
