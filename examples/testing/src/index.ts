/** What the tests of the examples share. */
export { type App, type AppOptions, type Ended, runApp, type StartOptions, startApp } from "./app.ts";
export {
  type Browser,
  type BrowserOptions,
  browserNote,
  canBrowse,
  launch,
  openBrowser,
  virtualAuthenticator,
} from "./browser.ts";
export { type Mail, type MailServer, startMailServer } from "./mail.ts";
export { buildNext, startNext } from "./next.ts";
export { type StartedProvider, startProvider } from "./provider/start.ts";
export { type Row, rowsOf } from "./sqlite.ts";
export { openStage, type Stage, sessionTokenOf } from "./stage.ts";
export { type WalkOptions, walk } from "./walk.ts";
