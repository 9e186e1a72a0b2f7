import type { MortiseAdapter, VerificationTokenOutput } from "../adapter.ts";
import type { Kit, Plain } from "../kit.ts";
import { isKey } from "../values.ts";

type Methods = Pick<MortiseAdapter, "createVerificationToken" | "useVerificationToken">;

export function tokenMethods({ store, run, encode, decode }: Kit): Methods {
  return {
    async createVerificationToken(input) {
      const record = encode("createVerificationToken", "verificationToken", input, { isNew: true });
      return run("createVerificationToken", "verificationToken", record, async () => {
        await store.tokens.insert(record as never);
        return outputOf(record);
      });
    },

    async useVerificationToken(input) {
      const { identifier, token } = Object(input);
      if (!isKey(token) || (identifier !== undefined && !isKey(identifier))) return null;
      const key = identifier === undefined ? { token } : { identifier, token };
      return run("useVerificationToken", "verificationToken", key, async () => {
        const row = await store.tokens.take(key);
        if (row === null) return null;
        const taken = decode("verificationToken", row);
        const isAsked = taken.token === token && (identifier === undefined || taken.identifier === identifier);
        return isAsked && (taken.expires as Date) > new Date() ? outputOf(taken) : null;
      });
    },
  };
}

function outputOf({ identifier, token, expires }: Plain): VerificationTokenOutput {
  return { identifier: identifier as string, token: token as string, expires: expires as Date };
}
