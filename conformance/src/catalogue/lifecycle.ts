/** LIF: Lifecycle and connection failure. */

export const lifecycle = {
  "LIF-01": {
    level: "CORE",
    title: "factory does not connect",
    sentence: "constructing with an unreachable database neither throws nor opens sockets.",
  },
  "LIF-02": {
    level: "REC",
    title: "factory is cheap and repeatable",
    sentence: "1,000 constructions over one client: no leak, no DDL.",
  },
  "LIF-03": {
    level: "CORE",
    title: "concurrent first calls",
    sentence: "20 parallel calls on a cold adapter all succeed with one connection/initialisation.",
  },
  "LIF-04": { level: "SEC", title: "outage: getSessionAndUser throws", sentence: "rejects, never null." },
  "LIF-05": { level: "SEC", title: "outage: getUserByAccount throws", sentence: "rejects, never null." },
  "LIF-06": { level: "SEC", title: "outage: getUserByEmail throws", sentence: "rejects, never null." },
  "LIF-07": { level: "SEC", title: "outage: getUser throws", sentence: "rejects, never null." },
  "LIF-08": { level: "REC", title: "outage: useVerificationToken throws", sentence: "rejects, never null-as-used." },
  "LIF-09": {
    level: "CORE",
    title: "outage: writes throw",
    sentence: "createUser, linkAccount, createSession reject.",
  },
  "LIF-10": {
    level: "CORE",
    title: "recovery after outage",
    sentence: "same adapter object works again once the database is back (failed initialisation is not cached).",
  },
  "LIF-11": { level: "REC", title: "dropped connection mid-flight", sentence: "rejects in bounded time, no hang." },
  "LIF-12": { level: "REC", title: "error type", sentence: "throws Error instances with the driver error as cause." },
  "LIF-13": {
    level: "REC",
    title: "close/dispose",
    sentence: "optional close() resolves, is idempotent, later calls reject clearly; process exits.",
  },
  "LIF-14": { level: "REC", title: "no unhandled rejections", sentence: "none during the whole suite." },
  "LIF-15": {
    level: "REC",
    title: "corrupt stored record",
    sentence: "unparsable KV value / wrong type behaves as missing or throws, never crashes the read of others.",
  },
} as const;
