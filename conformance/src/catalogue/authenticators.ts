/** WAN: Authenticators (WebAuthn). */

export const authenticators = {
  "WAN-01": { level: "CORE", title: "create/get round trip", sentence: "all eight fields equal, types kept." },
  "WAN-02": { level: "CORE", title: "get unknown", sentence: "null." },
  "WAN-03": {
    level: "SEC",
    title: "credentialID base64 alphabet",
    sentence: "+ / = intact; AA//BB== and AA/BB== differ; case-sensitive.",
  },
  "WAN-04": { level: "CORE", title: "credentialID 1,364 chars", sentence: "works." },
  "WAN-05": { level: "CORE", title: "credentialPublicKey 4,096 chars", sentence: "works (RSA/PQC keys)." },
  "WAN-06": { level: "CORE", title: "counter 0", sentence: "stored as 0, not null/undefined." },
  "WAN-07": { level: "CORE", title: "counter 2^32-1", sentence: "round trips as number." },
  "WAN-08": { level: "CORE", title: "counter is a number", sentence: "typeof number after every reader." },
  "WAN-09": { level: "CORE", title: "credentialBackedUp boolean", sentence: "false stays false (not 0)." },
  "WAN-10": {
    level: "CORE",
    title: "transports undefined/null/''",
    sentence: "accepted; reads back null/undefined/''.",
  },
  "WAN-11": { level: "SEC", title: "duplicate credentialID throws", sentence: "first owner stays." },
  "WAN-12": {
    level: "CORE",
    title: "list returns all of a user's authenticators",
    sentence: "3 of 3, none of another user's.",
  },
  "WAN-13": { level: "CORE", title: "list unknown user", sentence: "[]." },
  "WAN-14": { level: "CORE", title: "list after counter updates", sentence: "no duplicates, none lost." },
  "WAN-15": { level: "CORE", title: "updateCounter returns updated row", sentence: "counter equals newCounter." },
  "WAN-16": { level: "CORE", title: "updateCounter unknown throws", sentence: "rejects." },
  "WAN-17": { level: "CORE", title: "updateCounter 0 to 0 and n to n", sentence: "accepted." },
  "WAN-18": {
    level: "CORE",
    title: "updateCounter touches nothing else",
    sentence: "publicKey, transports unchanged.",
  },
  "WAN-19": {
    level: "REC",
    title: "updateCounter refuses regression",
    sentence: "lower value rejects or is ignored; stored value unchanged.",
  },
  "WAN-20": {
    level: "CORE",
    title: "user may hold two providers' authenticators",
    sentence: "getAccount(provider) separates them.",
  },
} as const;
