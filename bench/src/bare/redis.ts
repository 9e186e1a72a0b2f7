/**
 * What one writes by hand for Redis: one request a call, on the keys and indexes of ours; a command where one is enough,
 * and else a script that does no more than it must. Left out is what ours has for others than Auth.js: the pointers of the
 * official adapter, records that other programs wrote, and tokens that are looked up without their address.
 */
import { encodePart } from "@mortise/adapter-kit/redis";
import type { Subject } from "../world.ts";

/** One of the clients. Records are stored as JSON; what it answers is parsed. */
export interface BareClient {
  load(script: string): Promise<string>;
  run(digest: string, keys: string[], args: string[]): Promise<unknown>;
  get(key: string): Promise<unknown>;
  take(key: string): Promise<unknown>;
  /** @param expires an instant in milliseconds. */
  set(key: string, text: string, expires: number): Promise<unknown>;
}

type Row = Readonly<Record<string, unknown>>;

/** Puts a record into the index of its user, which lives as long as the last of what is in it. */
const indexed = `
local function index(set, key, expires, now)
  if expires == '' then return redis.call('ZADD', set, 'inf', key) end
  redis.call('ZREMRANGEBYSCORE', set, '-inf', now)
  redis.call('ZADD', set, expires, key)
  if redis.call('PEXPIRETIME', set) < tonumber(expires) then redis.call('PEXPIREAT', set, expires) end
end
`;

/** A value as it stands in a key. */
const encoding = `
local function encode(part) return (part:gsub('[%%:]', { ['%'] = '%25', [':'] = '%3A' })) end
`;

const scripts = {
  insertUser: `
if KEYS[3] then
  if redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
  redis.call('SET', KEYS[3], ARGV[2])
end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], 'inf', KEYS[1])
return 1
`,
  userByEmail: `
local id = redis.call('GET', KEYS[1])
return id and redis.call('GET', ARGV[1] .. id)
`,
  withUser: `
local text = redis.call('GET', KEYS[1])
return text and { text, redis.call('GET', ARGV[1] .. cjson.decode(text).userId) }
`,
  updateUser: `${encoding}
local text = redis.call('GET', KEYS[1])
if not text then return end
local user = cjson.decode(text)
local old = user.email
for name, value in pairs(cjson.decode(ARGV[1])) do user[name] = value end
if user.email ~= old then
  if KEYS[2] then
    if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
    redis.call('SET', KEYS[2], user.id)
  end
  if old ~= cjson.null then redis.call('DEL', ARGV[2] .. encode(old)) end
end
text = cjson.encode(user)
redis.call('SET', KEYS[1], text)
return text
`,
  deleteUser: `${encoding}
local text = redis.call('GET', KEYS[1])
local email = text and cjson.decode(text).email
local gone = { unpack(KEYS) }
if email and email ~= cjson.null then gone[#gone + 1] = ARGV[1] .. encode(email) end
for n = 2, #KEYS do
  for _, key in ipairs(redis.call('ZRANGE', KEYS[n], 0, -1)) do gone[#gone + 1] = key end
end
return redis.call('DEL', unpack(gone))
`,
  insert: `${indexed}
if redis.call('EXISTS', KEYS[1]) == 1 or redis.call('EXISTS', KEYS[3]) == 0 then return 0 end
if ARGV[2] == '' then redis.call('SET', KEYS[1], ARGV[1])
else redis.call('SET', KEYS[1], ARGV[1], 'PXAT', ARGV[2]) end
index(KEYS[2], KEYS[1], ARGV[2], ARGV[3])
return 1
`,
  updateSession: `${indexed}
local text = redis.call('GET', KEYS[1])
if not text then return end
local session = cjson.decode(text)
for name, value in pairs(cjson.decode(ARGV[1])) do session[name] = value end
text = cjson.encode(session)
if ARGV[2] == '' then redis.call('SET', KEYS[1], text, 'KEEPTTL')
else
  redis.call('SET', KEYS[1], text, 'PXAT', ARGV[2])
  index(ARGV[4] .. session.userId .. ':all', KEYS[1], ARGV[2], ARGV[3])
end
return text
`,
  delete: `
local text = redis.call('GETDEL', KEYS[1])
if text then redis.call('ZREM', ARGV[1] .. cjson.decode(text).userId .. ':all', KEYS[1]) end
`,
  list: `
local keys = redis.call('ZRANGE', KEYS[1], 0, -1)
return #keys > 0 and redis.call('MGET', unpack(keys)) or {}
`,
  advance: `
local text = redis.call('GET', KEYS[1])
local row = text and cjson.decode(text)
if not row or row.counter >= tonumber(ARGV[1]) then return text end
row.counter = tonumber(ARGV[1])
text = cjson.encode(row)
redis.call('SET', KEYS[1], text)
return text
`,
};

/**
 * Loads the scripts.
 * @param base what every key begins with.
 */
export async function bareRedis(client: BareClient, base: string): Promise<Subject> {
  const loaded = Object.entries(scripts).map(async ([name, script]) => [name, await client.load(script)] as const);
  const digests: Record<string, string> = Object.fromEntries(await Promise.all(loaded));
  const run = (name: keyof typeof scripts, keys: string[], ...args: string[]) =>
    client.run(digests[name] ?? "", keys, args);

  const [users, emails] = [`${base}user:`, `${base}user:email:`];
  const [accounts, sessions] = [`${base}user:account:`, `${base}user:session:`];
  const [authenticators, tokens] = [`${base}user:authenticator:`, `${base}user:token:`];
  const key = (prefix: string, ...parts: unknown[]) => prefix + parts.map((part) => encodePart(String(part))).join(":");
  const indexOf = (prefix: string, userId: unknown) => `${key(`${prefix}by-user-id:`, userId)}:all`;
  const emailsOf = ({ email }: Row) => (typeof email === "string" ? [key(emails, email)] : []);

  const insert = async (prefix: string, row: Row, ...parts: unknown[]) => {
    const { userId, expires } = row;
    const keys = [key(prefix, ...parts), indexOf(prefix, userId), key(users, userId)];
    done(await run("insert", keys, JSON.stringify(row), ...livesUntil(expires)));
    return row;
  };

  const subject: Record<keyof Subject, (...given: never[]) => Promise<unknown>> = {
    async createUser(given: Row) {
      const id = crypto.randomUUID();
      const user = { name: null, image: null, ...given, id };
      const keys = [key(users, id), indexOf(accounts, id), ...emailsOf(user)];
      done(await run("insertUser", keys, JSON.stringify(user), id));
      return user;
    },
    getUser: async (id: string) => dated(await client.get(key(users, id)), "emailVerified"),
    getUserByEmail: async (email: string) =>
      dated(await run("userByEmail", [key(emails, email)], users), "emailVerified"),
    async getUserByAccount({ provider, providerAccountId }: Row) {
      const found = await run("withUser", [key(accounts, provider, providerAccountId)], users);
      return dated((found as readonly unknown[] | null)?.[1], "emailVerified");
    },
    async updateUser({ id, ...patch }: Row) {
      const user = await run("updateUser", [key(users, id), ...emailsOf(patch)], JSON.stringify(patch), emails);
      return dated(done(user), "emailVerified");
    },
    async deleteUser(id: string) {
      const indexes = [accounts, sessions, authenticators].map((prefix) => indexOf(prefix, id));
      await run("deleteUser", [key(users, id), ...indexes], emails);
    },

    linkAccount: (account: Row) => insert(accounts, account, account.provider, account.providerAccountId),
    async unlinkAccount({ provider, providerAccountId }: Row) {
      await run("delete", [key(accounts, provider, providerAccountId)], `${accounts}by-user-id:`);
    },
    getAccount: (providerAccountId: string, provider: string) => client.get(key(accounts, provider, providerAccountId)),

    createSession: (session: Row) => insert(sessions, session, session.sessionToken),
    async getSessionAndUser(sessionToken: string) {
      const found = await run("withUser", [key(sessions, sessionToken)], users);
      const [session, user] = (found ?? []) as readonly unknown[];
      return user ? { session: dated(session, "expires"), user: dated(user, "emailVerified") } : null;
    },
    async updateSession({ sessionToken, ...patch }: Row) {
      const args = [JSON.stringify(patch), ...livesUntil(patch.expires), `${sessions}by-user-id:`];
      return dated(await run("updateSession", [key(sessions, sessionToken)], ...args), "expires");
    },
    async deleteSession(sessionToken: string) {
      await run("delete", [key(sessions, sessionToken)], `${sessions}by-user-id:`);
    },

    async createVerificationToken(row: Row) {
      const { identifier, token, expires } = row;
      await client.set(key(tokens, identifier, token), JSON.stringify(row), (expires as Date).getTime());
      return row;
    },
    useVerificationToken: async ({ identifier, token }: Row) =>
      dated(await client.take(key(tokens, identifier, token)), "expires"),

    createAuthenticator: (authenticator: Row) => insert(authenticators, authenticator, authenticator.credentialID),
    getAuthenticator: (credentialID: string) => client.get(key(authenticators, credentialID)),
    listAuthenticatorsByUserId: (userId: string) => run("list", [indexOf(authenticators, userId)]),
    updateAuthenticatorCounter: (credentialID: string, counter: number) =>
      run("advance", [key(authenticators, credentialID)], String(counter)),
  };
  return subject as Subject;
}

/** Until when a record lives, in milliseconds, and what the time is. */
function livesUntil(expires: unknown): [string, string] {
  return expires instanceof Date ? [String(expires.getTime()), String(Date.now())] : ["", ""];
}

/** A script that refuses answers 0. */
function done(answer: unknown): unknown {
  if (answer === 0) throw new Error("the key is taken, or there is no such user");
  return answer;
}

/** A record with its one date. */
function dated(row: unknown, field: string): Row | null {
  if (!row) return null;
  const { [field]: text, ...others } = row as Row;
  return { ...others, [field]: typeof text === "string" ? new Date(text) : null };
}
