/** TEN: Naming, prefix and tenant isolation. */

export const tenants = {
  "TEN-01": {
    level: "SEC",
    title: "two prefixes, one store: users isolated",
    sentence: "same e-mail in both, each finds its own.",
  },
  "TEN-02": {
    level: "SEC",
    title: "two prefixes: sessions and tokens isolated",
    sentence: "token from A unknown in B.",
  },
  "TEN-03": { level: "SEC", title: "two prefixes: accounts and authenticators isolated", sentence: "no cross-lookup." },
  "TEN-04": {
    level: "SEC",
    title: "prefix that is a prefix of another",
    sentence: "'app' and 'app:user' / 'app_' never overlap.",
  },
  "TEN-05": { level: "SEC", title: "deleteUser in A leaves B", sentence: "untouched." },
  "TEN-06": { level: "SEC", title: "purge/clear in A leaves B", sentence: "untouched." },
  "TEN-07": {
    level: "CORE",
    title: "custom table/collection names",
    sentence: "all methods work with renamed tables.",
  },
  "TEN-08": { level: "REC", title: "table names needing quoting", sentence: "user, order, mixed case, dash." },
  "TEN-09": { level: "REC", title: "custom database schema/namespace", sentence: "non-default PG schema / Mongo db." },
  "TEN-10": {
    level: "CORE",
    title: "two adapter instances over one client see each other's writes",
    sentence: "no per-instance cache.",
  },
  "TEN-11": {
    level: "SEC",
    title: "prefix or table option is not injectable",
    sentence: "quotes/semicolons in the option are escaped or rejected.",
  },
} as const;
