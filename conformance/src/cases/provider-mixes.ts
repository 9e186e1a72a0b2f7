/** The real `Auth()` with each mix of providers and strategies that asks for other methods of the adapter. */
import { Auth, type AuthConfig } from "@auth/core";
import type { Adapter } from "@auth/core/adapters";
import { MissingAdapterMethods } from "@auth/core/errors";
import type { Provider } from "@auth/core/providers";
import type { MethodName } from "@mortise/adapter-kit";

export interface ProviderMix {
  readonly name: string;
  readonly provider: Provider;
  readonly strategy: "database" | "jwt";
  /**
   * A method that this mix cannot be without. `@auth/core` keeps in its module which kinds of provider it has ever
   * seen, so this is one that it asks for whatever ran before. With `jwt` and OAuth alone it asks for none.
   */
  readonly needs?: MethodName;
}

const oauth: Provider = {
  id: "github",
  name: "GitHub",
  type: "oauth",
  clientId: "client",
  clientSecret: "secret",
  authorization: "https://provider.example/authorize",
  token: "https://provider.example/token",
  userinfo: "https://provider.example/userinfo",
};

const email: Provider = {
  id: "email",
  name: "E-mail",
  type: "email",
  maxAge: 24 * 60 * 60,
  sendVerificationRequest: async () => {},
};

const unused = () => {
  throw new Error("nobody signs in here");
};

const webAuthn: Provider = {
  id: "webauthn",
  name: "Passkey",
  type: "webauthn",
  enableConditionalUI: false,
  simpleWebAuthnBrowserVersion: false,
  formFields: {},
  registrationOptions: {},
  getRelayingParty: unused,
  getUserInfo: unused,
  simpleWebAuthn: {
    generateAuthenticationOptions: unused,
    generateRegistrationOptions: unused,
    verifyAuthenticationResponse: unused,
    verifyRegistrationResponse: unused,
  },
};

/** Those that ask for most on their own first: what has been asked for once is asked for ever after. */
export const providerMixes: readonly ProviderMix[] = [
  { name: "OAuth, database sessions", provider: oauth, strategy: "database", needs: "getUserByEmail" },
  { name: "OAuth, JWT sessions", provider: oauth, strategy: "jwt" },
  { name: "e-mail, database sessions", provider: email, strategy: "database", needs: "useVerificationToken" },
  { name: "WebAuthn, database sessions", provider: webAuthn, strategy: "database", needs: "getAuthenticator" },
];

/** What comes of asking `Auth()` for its providers. */
export interface Startup {
  readonly status: number;
  /** What it logs as errors. */
  readonly errors: readonly Error[];
  /** Whether one of them says that the adapter lacks methods. */
  readonly missesMethods: boolean;
}

/** @param adapter any object: what is missing from it is for `Auth()` to find out. */
export async function start({ provider, strategy }: ProviderMix, adapter: object): Promise<Startup> {
  const errors: Error[] = [];
  const config: AuthConfig = {
    adapter: adapter as Adapter,
    providers: [provider],
    session: { strategy },
    basePath: "/auth",
    secret: "a secret that signs nothing",
    trustHost: true,
    // Without it every config is refused once any config in the process has had a WebAuthn provider.
    experimental: { enableWebAuthn: true },
    logger: { error: (error) => void errors.push(error), warn: () => {}, debug: () => {} },
  };
  const { status } = await Auth(new Request("https://app.example/auth/providers"), config);
  return { status, errors, missesMethods: errors.some((error) => error instanceof MissingAdapterMethods) };
}
