/** What a visitor does, through the real handlers of Auth.js: what is timed is the request that reaches the adapter. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type App, openApp } from "../../conformance/src/flows/app.ts";
import type { Answer, Browser } from "../../conformance/src/flows/browser.ts";
import { askForLink, consent, readSession, signsIn } from "../../conformance/src/flows/steps.ts";
import type { Operation } from "./operations.ts";
import type { Method, World } from "./world.ts";

/** An app for each world: making one is not what a visitor waits for. */
const apps = new WeakMap<World, App>();

function appOf(world: World): App {
  const app = apps.get(world) ?? openApp(world.subject as MortiseAdapter);
  apps.set(world, app);
  return app;
}

/** Somebody who has never been here, as the identity provider knows them. */
function personOf(n: number) {
  return { id: `visitor-${n}`, name: `Visitor ${n}`, email: `visitor.${n}@example.com`, image: null };
}

const session: readonly Method[] = ["getSessionAndUser", "createSession", "updateSession", "deleteSession"];
const users: readonly Method[] = ["createUser", "getUser", "getUserByEmail", "getUserByAccount", "updateUser"];

export const flowOperations: readonly Operation[] = [
  {
    name: "OAuth first sign-in",
    isFlow: true,
    methods: [...users, ...session, "linkAccount"],
    async make(world) {
      const app = appOf(world);
      const browser = app.browser();
      const back = await consent(app, browser, personOf(world.next()));
      return { run: async () => outcome(await browser.get(back)), after: () => whoIsThere(browser) };
    },
  },
  {
    name: "magic link",
    isFlow: true,
    methods: [...users, ...session, "createVerificationToken", "useVerificationToken"],
    make(world) {
      const app = appOf(world);
      const browser = app.browser();
      const { email } = personOf(world.next());
      const ask = async () => browser.get(await askForLink(app, browser, email));
      return { run: async () => outcome(await ask()), after: () => whoIsThere(browser) };
    },
  },
  {
    name: "session of a signed-in user",
    isFlow: true,
    methods: [...users, ...session, "linkAccount"],
    async make(world) {
      const browser = await signedIn(world);
      return { run: async () => Object(await readSession(browser)).user };
    },
  },
];

const browsers = new WeakMap<World, Promise<Browser>>();

/** One browser a world that is signed in: reading its session leaves it so. */
function signedIn(world: World): Promise<Browser> {
  const open = async () => {
    const app = appOf(world);
    const browser = app.browser();
    await signsIn(app, browser, personOf(world.next()));
    return browser;
  };
  const browser = browsers.get(world) ?? open();
  browsers.set(world, browser);
  return browser;
}

function outcome({ status, location, error }: Answer) {
  return { status, location: location?.pathname, error };
}

async function whoIsThere(browser: Browser) {
  return { user: Object(await readSession(browser)).user };
}
