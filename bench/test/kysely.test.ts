/** Who answers on Kysely, and whether it is the same answer. */
import { beforeAll, describe, expect, test } from "vitest";
import { backend } from "../src/backends/kysely.ts";
import type { Arena } from "../src/contestants.ts";
import type { BackendResult } from "../src/results.ts";
import { installed } from "../src/versions.ts";
import { inDays } from "../src/world.ts";
import { absencesOf, differencesOf, except, runBriefly } from "./arena.ts";

const [arena] = backend.arenas as [Arena, ...Arena[]];

const noSuchOperation = "it has no such operation";
const noAuthenticators = {
  createAuthenticator: noSuchOperation,
  getAuthenticator: noSuchOperation,
  listAuthenticatorsByUserId: noSuchOperation,
  updateAuthenticatorCounter: noSuchOperation,
};

describe("Kysely on better-sqlite3", () => {
  let result: BackendResult;

  beforeAll(async () => {
    result = await runBriefly(backend, arena);
  });

  test("every operation is ours", () => {
    expect(result.cells).toHaveLength(22);
    expect(absencesOf(result, "ours")).toEqual({});
  });

  test.each(["bare", "hashed", "encrypted"] as const)("%s answers everything, and as ours does", (id) => {
    expect(absencesOf(result, id)).toEqual({});
    expect(differencesOf(result, id)).toEqual({});
  });

  test("the official adapter has no passkeys, and shows a column more", () => {
    expect(absencesOf(result, "official")).toEqual({ getAccount: noSuchOperation, ...noAuthenticators });
    expect(differencesOf(result, "official")).toEqual({ updateSession: ["answer.id is there besides"] });
  });

  test("better-auth has no passkeys, and nothing that Auth.js itself could ask", () => {
    const notInItsForm = "the handlers of Auth.js cannot read its answers";
    expect(absencesOf(result, "better-auth")).toEqual({
      ...noAuthenticators,
      "OAuth first sign-in": notInItsForm,
      "magic link": notInItsForm,
      "session of a signed-in user": notInItsForm,
    });
  });

  test("better-auth answers alike but for what its tables do not keep", () => {
    const verified = (path: string) => `${path}emailVerified is true in place of the date ${inDays(-30).toISOString()}`;
    const fewer = ["answer.type is missing", "answer.token_type is missing", "answer.session_state is missing"];
    expect(differencesOf(result, "better-auth")).toEqual({
      createUser: [verified("answer."), verified("found.")],
      getUser: [verified("answer.")],
      getUserByEmail: [verified("answer.")],
      getUserByAccount: [verified("answer.")],
      updateUser: [verified("answer."), verified("found.")],
      linkAccount: fewer,
      createSession: [verified("found.user.")],
      getSessionAndUser: [verified("answer.user.")],
      updateSession: [verified("found.user.")],
      getAccount: fewer,
    });
  });

  test("ours and better-auth have the same Kysely", () => {
    expect(result.contestants["better-auth"]).toContain(installed("kysely-current"));
    expect(result.contestants.ours).toContain(installed("kysely-current"));
    expect(result.contestants.official).not.toContain(installed("kysely-current"));
  });
});

test("a better-auth that gives no token and leaves sessions is told from one that does", async () => {
  const lazy = { useVerificationToken: async () => null, deleteSession: async () => {} };
  const contestants = arena.contestants
    .filter(({ id }) => id === "ours" || id === "better-auth")
    .map((each) => (each.id === "ours" ? each : except(each, lazy)));
  const { useVerificationToken, deleteSession } = differencesOf(
    await runBriefly(backend, { ...arena, contestants }),
    "better-auth",
  );
  expect(useVerificationToken).toEqual(["answer is null in place of a record"]);
  expect(deleteSession).toEqual(["found is a record in place of null"]);
});
