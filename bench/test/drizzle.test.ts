/** Who answers on Drizzle over better-sqlite3, and whether it is the same answer. */
import { expect, test } from "vitest";
import { backend } from "../src/backends/drizzle.ts";
import type { Arena } from "../src/contestants.ts";
import { authenticatorOf, type Subject, sessionOf, tokenOf, userOf } from "../src/world.ts";
import { differencesOf, except, lapsesOf, runBriefly } from "./arena.ts";
import { holdBareSql } from "./bare-sql.ts";

const [arena] = backend.arenas as [Arena, ...Arena[]];

test("who does the same work says the same, and what the others leave out is told", async () => {
  const result = await runBriefly(backend, arena);
  expect(result.cells).toHaveLength(22);
  expect(lapsesOf(result)).toEqual([]);
  expect(differencesOf(result, "official")).toEqual({ linkAccount: ["answer is missing"] });
  // Its tables do not keep when an address was verified, nor what an account is.
  const fewer = /emailVerified is true in place of the date|^answer\.(type|token_type|session_state) is missing/;
  const said = Object.values(differencesOf(result, "better-auth")).flat();
  expect(said).not.toEqual([]);
  expect(said.filter((difference) => !fewer.test(difference))).toEqual([]);
});

test("a bare driver that answers no user, and one that leaves what it should remove, are told", async () => {
  const lazy = { getUser: async () => null, deleteSession: async () => {}, unlinkAccount: undefined as never };
  const contestants = arena.contestants
    .filter(({ id }) => id === "bare" || id === "ours")
    .map((each) => (each.id === "bare" ? except(each, lazy) : each));
  const result = await runBriefly(backend, { ...arena, contestants });
  expect(lapsesOf(result)).toEqual([
    "unlinkAccount, bare: it has no such operation",
    "getUser, bare: answer is null in place of a record",
    "updateUser, bare: found is null in place of a record",
    "deleteSession, bare: found is a record in place of null",
  ]);
});

test("the bare driver does what the operations do not show", () => holdBareSql(arena));

const lazies: readonly [what: string, lazy: Subject, said: RegExp][] = [
  [
    "lets an expired session in",
    { getSessionAndUser: async () => ({ session: sessionOf(2, "1"), user: userOf(1) }) },
    /to be null/,
  ],
  ["gives a token to two", { useVerificationToken: async () => tokenOf(3) }, /to be null/],
  [
    "takes a counter back",
    { updateAuthenticatorCounter: async (_, counter) => ({ ...authenticatorOf(4, "1"), counter }) },
    /instead of rejecting/,
  ],
  ["leaves what a user had", { deleteUser: async () => {} }, /to be null/],
];

test.each(lazies)("a bare driver that %s is told", async (_, lazy, said) => {
  const contestants = arena.contestants.map((each) => (each.id === "bare" ? except(each, lazy) : each));
  await expect(holdBareSql({ ...arena, contestants })).rejects.toThrow(said);
});
