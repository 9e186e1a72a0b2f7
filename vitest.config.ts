import { defineConfig } from "vitest/config";

const conditions = ["@mortise/source", "node"];

export default defineConfig({
  // Packages of the workspace are taken from their sources, so that no test depends on a build.
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      "{packages,examples}/*/test/**/*.test.ts",
      "conformance/{,peers/}test/**/*.test.ts",
      "bench/test/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    allowOnly: false,
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
