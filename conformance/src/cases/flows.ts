/** End to end through `Auth()`: what people do, the calls that Auth.js makes for it, and the rows that are left. */
import type { CasesOf } from "../context.ts";
import { linkFlows } from "./flows-links.ts";
import { nextFlows } from "./flows-next.ts";
import { oauthFlows } from "./flows-oauth.ts";
import { passkeyFlows } from "./flows-passkeys.ts";
import { sessionFlows } from "./flows-sessions.ts";

export const flows: CasesOf<"E2E"> = {
  ...oauthFlows,
  ...linkFlows,
  ...sessionFlows,
  ...passkeyFlows,
  ...nextFlows,
};
