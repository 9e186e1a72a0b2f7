/** Faults that show when people sign in with passkeys. */
import type { Fault } from "./fault.ts";

export const passkeyFlows: readonly Fault[] = [
  {
    name: "listAuthenticatorsByUserId throws where there are none",
    catches: ["E2E-37"],
    adapter: (adapter) => ({
      listAuthenticatorsByUserId: async (userId) => {
        const rows = await adapter.listAuthenticatorsByUserId(userId);
        if (rows.length === 0) throw new Error("No authenticators were found for the user");
        return rows;
      },
    }),
  },
  {
    name: "updateAuthenticatorCounter writes nothing, since passkeys say 0 for ever",
    catches: ["E2E-38"],
    adapter: (adapter) => ({
      updateAuthenticatorCounter: async (credentialID) => adapter.getAuthenticator(credentialID),
    }),
  },
  {
    name: "createUser brings e-mails into lower case, and getUserByEmail does not",
    catches: ["E2E-39"],
    adapter: (adapter) => ({
      createUser: (user) => adapter.createUser({ ...user, email: user.email?.toLowerCase() }),
    }),
  },
  {
    name: "getAuthenticator leaves the counter out, and updateAuthenticatorCounter sets whatever it is given",
    catches: ["E2E-38"],
    adapter: (adapter, { authenticator: table }) => ({
      getAuthenticator: async (credentialID) => {
        const row = await adapter.getAuthenticator(credentialID);
        return row && { ...row, counter: undefined };
      },
      updateAuthenticatorCounter: async (credentialID, counter) => table.update({ credentialID }, { counter }),
    }),
  },
];
