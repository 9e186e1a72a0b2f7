/** What the command takes, and what it makes of it. */
import { expect, test } from "vitest";
import { benchOptions } from "../src/options.ts";

test("without options everything runs, at both distances", () => {
  expect(benchOptions([])).toEqual({
    isQuick: false,
    isRewrite: false,
    latencies: [0, 1],
    backend: "",
    engine: "",
    operation: "",
    parts: ["methods", "growth", "weight"],
    patience: 45,
    isWhole: true,
  });
});

test("a quick run is one of everything, without a distance", () => {
  expect(benchOptions(["--quick"])).toMatchObject({ isQuick: true, latencies: [0], isWhole: true });
});

test("distances and parts are taken once each and in their order", () => {
  const options = benchOptions(["--latency", "5", "--latency", "0", "--latency", "5", "--only", "weight,methods"]);
  expect(options).toMatchObject({ latencies: [0, 5], parts: ["methods", "weight"], isWhole: false });
});

test.each([
  ["--backend", "Drizzle"],
  ["--engine", "x"],
  ["--operation", "x"],
  ["--latency", "1"],
  ["--only", "growth"],
])("with %s it is no run of everything", (...args) => expect(benchOptions(args).isWhole).toBe(false));

test("names are looked for in small letters", () => {
  expect(benchOptions(["--backend", "Drizzle", "--engine", "PostgreSQL"])).toMatchObject({
    backend: "drizzle",
    engine: "postgresql",
  });
});

test.each([
  ["--latency", "2"],
  ["--latency", ""],
  ["--only", "methods,speed"],
  ["--patience", "0"],
  ["--patience", "long"],
])("%s %s is refused", (...args) => {
  expect(() => benchOptions(args)).toThrow(RangeError);
});

test.each([["--fast"], ["getUser"], ["--backend"]])("%s is refused", (...args) => {
  expect(() => benchOptions(args)).toThrow(TypeError);
});

test("what was found is written again without anything else being said", () => {
  expect(benchOptions(["--rewrite"]).isRewrite).toBe(true);
  expect(() => benchOptions(["--rewrite", "--quick"])).toThrow(RangeError);
});
