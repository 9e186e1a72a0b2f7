export { choose, isWaiting, type Person, people } from "./people.ts";
export { type OpenId, type OpenIdOptions, openIdProvider } from "./provider.ts";
export { type StartedProvider, startProvider } from "./start.ts";
