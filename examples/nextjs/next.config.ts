import type { NextConfig } from "next";

export default {
  // A native module, which no bundler can take in.
  serverExternalPackages: ["better-sqlite3"],
} satisfies NextConfig;
