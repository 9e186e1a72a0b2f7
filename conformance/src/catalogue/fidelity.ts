/** FID: Fidelity, unicode and limits. */

export const fidelity = {
  "FID-01": {
    level: "CORE",
    title: "emoji, RTL marks, quotes, backslash, newline in name",
    sentence: "round trip exactly.",
  },
  "FID-02": { level: "CORE", title: "name that looks like an ISO date", sentence: "string stays a string." },
  "FID-03": {
    level: "CORE",
    title: "strings that look like numbers, booleans, null, JSON",
    sentence: "'12345', '1e3', 'true', 'null', '{}' stay strings.",
  },
  "FID-04": { level: "REC", title: "empty strings", sentence: "'' stays '' (not null)." },
  "FID-05": { level: "CORE", title: "image data URL of 64 KB", sentence: "round trips (Entra ID sends one)." },
  "FID-06": { level: "REC", title: "name of 10 KB", sentence: "stored whole or rejected, never truncated." },
  "FID-07": { level: "CORE", title: "access, refresh, id token 16 KB each", sentence: "round trip." },
  "FID-08": { level: "CORE", title: "scope of 4 KB", sentence: "round trips." },
  "FID-09": { level: "CORE", title: "expires_at above 2^31", sentence: "4102444800 as number." },
  "FID-10": {
    level: "CORE",
    title: "expires_at is a number after reading",
    sentence: "typeof number (not BigInt, not string).",
  },
  "FID-11": { level: "CORE", title: "providerAccountId of 1,364 chars", sentence: "works (WebAuthn)." },
  "FID-12": { level: "CORE", title: "e-mail of 320 chars", sentence: "works." },
  "FID-13": { level: "SEC", title: "e-mail of 500 chars", sentence: "whole or rejected." },
  "FID-14": {
    level: "REC",
    title: "lone surrogate in name",
    sentence: "stored, replaced or rejected; no crash on read.",
  },
  "FID-15": { level: "REC", title: "NUL in name", sentence: "stored whole or rejected, never truncated." },
  "FID-16": {
    level: "REC",
    title: "NFC and NFD of the same text stay distinct",
    sentence: "no normalisation of stored values.",
  },
  "FID-17": { level: "REC", title: "Date fields in custom columns", sentence: "Date in, Date out." },
  "FID-18": { level: "CORE", title: "BigInt-backed columns", sentence: "returned as number or string, never BigInt." },
  "FID-19": { level: "REC", title: "10,000 users: lookups stay correct", sentence: "sampled reads right." },
  "FID-20": {
    level: "REC",
    title: "key order and prototype",
    sentence: "objects have Object.prototype (or null) and no extra driver keys (_id, _rev, pk, partitionKey, etag).",
  },
} as const;
