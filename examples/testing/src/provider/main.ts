/** `pnpm --filter @mortise/example-testing provider`: an OpenID provider to try an example with, until Ctrl-C. */
import { startProvider } from "./start.ts";

const bases = ["/api/auth", "/auth"];
const { issuer, clientId, clientSecret, stop } = await startProvider({
  redirect: bases.map((base) => `${base}/callback/oidc`),
});
console.log(`Start the example with these in its environment:

AUTH_OIDC_ISSUER=${issuer}
AUTH_OIDC_ID=${clientId}
AUTH_OIDC_SECRET=${clientSecret}
`);
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
