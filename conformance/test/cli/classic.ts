/** An adapter without the methods for passkeys, as many are, whose user ids are numbers. */
import { MemoryAdapter } from "@mortise/memory-adapter";

const {
  getAccount: _,
  getAuthenticator: __,
  createAuthenticator: ___,
  listAuthenticatorsByUserId: ____,
  updateAuthenticatorCounter: _____,
  ...classic
} = MemoryAdapter();

export const classicAdapter = classic;
