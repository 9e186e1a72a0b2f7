/** Many sign-ins at once through one server: nothing is wrong where nothing is, and what is wrong is seen. */
import { setTimeout } from "node:timers/promises";
import type { RecordName } from "@mortise/adapter-kit";
import { describe, expect, test } from "vitest";
import { sqliteSuites } from "../../packages/drizzle-adapter/test/suites-sqlite.ts";
import { type Fault, openReference } from "../faults/fault.ts";
import { type Rush, type RushOptions, rush } from "../src/flows/rush.ts";
import type { Harness } from "../src/harness.ts";

const signIns = 200;
/** Three of each kind of person. */
const few = 45;
/** Long beside what they take, for a machine that does much else. */
const patience = 120_000;

type Outage = NonNullable<Harness["outage"]>;

/** @param outageOf what of the database goes away, where it is not all of it. */
async function rushOf(
  open: () => Promise<Harness>,
  options: Partial<RushOptions> = {},
  outageOf?: (harness: Harness) => Outage,
): Promise<Rush> {
  const harness = await open();
  // As a server would be: in memory nothing takes any time, and so nothing happens meanwhile.
  harness.cable?.delay(2);
  try {
    return await rush({ ...harness, ...(outageOf ? { outage: outageOf(harness) } : {}) }, { signIns, ...options });
  } finally {
    await harness.close();
  }
}

/** What goes away is one record's inserts alone. */
const refusing =
  (record: RecordName) =>
  ({ raw }: Harness): Outage =>
  () =>
    raw.refuseInserts(record);

describe.each([
  ["memory-adapter / memory", () => openReference()],
  ["drizzle-adapter / better-sqlite3", sqliteSuites[0]?.open ?? openReference],
])("%s", (_, open) => {
  test(
    "everybody is signed in as themselves",
    async () => {
      const all = await rushOf(open);
      expect(all).toMatchObject({ wrong: [], atOnce: signIns, signedIn: signIns, cutOff: 0, stranded: 0 });
      // Of those who open one link in two browsers, one is too late each time.
      expect(all.lost).toBeGreaterThanOrEqual(signIns / 15 - 1);
    },
    patience,
  );

  test(
    "the database goes away in the middle, and afterwards everybody comes in",
    async () => {
      const all = await rushOf(open, { isCutOff: true });
      expect(all).toMatchObject({ wrong: [], signedIn: signIns, lost: 0 });
      expect(all.cutOff).toBeGreaterThan(0);
    },
    patience,
  );

  test(
    "whose user is there and whose account is not comes in by a link, and links the account",
    async () => {
      const all = await rushOf(open, { isCutOff: true }, refusing("account"));
      expect(all).toMatchObject({ wrong: [], signedIn: signIns });
      expect(all.stranded).toBeGreaterThan(0);
    },
    patience,
  );
});

/** A trip's worth of time, in which others come. */
const trip = () => setTimeout(2);

interface Seeded extends Pick<Fault, "name" | "adapter" | "engine"> {
  /** One of the sentences that it must bring about. */
  readonly seen: RegExp;
  readonly outageOf?: (harness: Harness) => Outage;
}

const seeded: readonly Seeded[] = [
  {
    name: "a session that is being looked up is answered to whoever asks meanwhile",
    seen: /reads the session of/,
    adapter({ getSessionAndUser }) {
      let asked: ReturnType<typeof getSessionAndUser> | undefined;
      return {
        getSessionAndUser(token) {
          asked ??= getSessionAndUser(token).finally(() => {
            asked = undefined;
          });
          return asked;
        },
      };
    },
  },
  {
    name: "the token stands beside the call while the connection is opened",
    seen: /reads the session of/,
    adapter({ getSessionAndUser }) {
      let wanted = "";
      return {
        async getSessionAndUser(token) {
          wanted = token;
          await trip();
          return getSessionAndUser(wanted);
        },
      };
    },
  },
  {
    name: "the user of the request stands beside the calls",
    seen: /is stored as another's/,
    adapter({ createUser, createSession }) {
      let last = "";
      return {
        async createUser(user) {
          const created = await createUser(user);
          last = created.id;
          return created;
        },
        createSession: (session) => createSession({ ...session, userId: last || session.userId }),
      };
    },
  },
  {
    name: "createSession answers the session that was made last",
    seen: /browsers have \d+ cookies/,
    adapter({ createSession }) {
      let last: object | undefined;
      return {
        async createSession(session) {
          last = session;
          await createSession(session);
          return last;
        },
      };
    },
  },
  {
    name: "a token is read, and removed by a second statement",
    seen: /is let in 2 times by one link/,
    adapter: ({ useVerificationToken }, { verificationToken }) => ({
      async useVerificationToken(key) {
        const [found = null] = verificationToken.find("token", key.token);
        await trip();
        await useVerificationToken(key);
        return found;
      },
    }),
  },
  {
    name: "a token is read and stays",
    seen: /links are left/,
    adapter: (_, { verificationToken }) => ({
      useVerificationToken: async ({ token }) => verificationToken.find("token", token)[0] ?? null,
    }),
  },
  {
    name: "the column for e-mails has no unique key",
    seen: /has [23] users/,
    engine: { user: { unique: [] } },
  },
  {
    name: "what a race is lost with is an error of nobody's",
    seen: /^logged: /,
    adapter: ({ createUser }) => ({
      createUser: (user) =>
        createUser(user).catch(() => {
          throw new Error("duplicate key value");
        }),
    }),
  },
  {
    name: "createSession starts what nobody waits for",
    seen: /^nobody awaited /,
    adapter: ({ createSession }) => ({
      async createSession(session) {
        void trip().then(() => Promise.reject(new Error("the log is full")));
        return createSession(session);
      },
    }),
  },
  {
    name: "createSession goes on with the session that it could not store",
    seen: /is not stored/,
    outageOf: refusing("session"),
    adapter: ({ createSession }) => ({ createSession: (session) => createSession(session).catch(() => session) }),
  },
  {
    name: "linkAccount takes no notice of a failure",
    seen: /has 0 accounts/,
    outageOf: refusing("account"),
    adapter: ({ linkAccount }) => ({ linkAccount: (account) => linkAccount(account).catch(() => null) }),
  },
  {
    name: "a session that could not be looked up is nobody's",
    seen: /is not signed in as themselves/,
    outageOf: ({ outage }) => outage ?? expect.unreachable(),
    adapter: ({ getSessionAndUser }) => ({ getSessionAndUser: (token) => getSessionAndUser(token).catch(() => null) }),
  },
];

test.each(seeded)("seen: $name", async ({ seen, outageOf, ...fault }) => {
  const open = () => openReference({ ...fault, catches: ["E2E-15"] });
  const { wrong } = await rushOf(open, { signIns: few, isCutOff: outageOf !== undefined }, outageOf);
  expect(wrong).toContainEqual(expect.stringMatching(seen));
});
