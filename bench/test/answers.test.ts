/** Nobody is fast by doing less. */
import { expect, test } from "vitest";
import { differences } from "../src/answers.ts";

const expires = new Date("2026-12-01T00:00:00Z");
const session = { session: { sessionToken: "s", userId: "1", expires }, user: { id: "1", name: "Ada", email: null } };

test("the same records under other ids are the same answer", () => {
  const other = structuredClone(session);
  other.session.userId = "2";
  other.user.id = "2";
  expect(differences(session, other)).toEqual([]);
});

test("a date as a text is another answer", () => {
  const other = { ...session, session: { ...session.session, expires: expires.toISOString() } };
  expect(differences(session, other)).toEqual([
    "session.expires is '2026-12-01T00:00:00.000Z' in place of the date 2026-12-01T00:00:00.000Z",
  ]);
});

test("an id of another kind is another answer", () => {
  expect(differences({ id: "1" }, { id: 1 })).toEqual([
    "id is 'an id, which is a number' in place of 'an id, which is a string'",
  ]);
});

test("what is missing and what is there besides are told", () => {
  expect(differences({ a: 1, b: 2 }, { b: 2, c: 3 })).toEqual(["a is missing", "c is there besides"]);
});

test("a null that ours leaves out says nothing more, and one that they leave out is missing", () => {
  expect(differences({ a: 1 }, { a: 1, b: null })).toEqual([]);
  expect(differences({ a: 1, b: null }, { a: 1 })).toEqual(["b is missing"]);
});

test("nothing and null are told apart", () => {
  expect(differences({ answer: null }, { answer: undefined })).toEqual(["answer is missing"]);
  expect(differences(null, undefined)).toEqual(["the answer is undefined in place of null"]);
});

test("a list is compared row by row", () => {
  expect(differences([{ a: 1 }], [])).toEqual(["0 is missing"]);
});

test("a record in place of nothing is told", () => {
  expect(differences({ found: null }, { found: { id: "1" } })).toEqual(["found is a record in place of null"]);
});
