/**
 * `find` looks under a record's key and then under the plain form of it, where it takes only the record that was asked
 * for. A key of another type, or of another slot, is nobody's.
 */
export const reading: string = `
local U, E, A, AB, S, SB, P, PB, T, base = unpack(ARGV, 2, 11)
local call = redis.call
local ids = { user = { 'id' }, account = { 'provider', 'providerAccountId' }, session = { 'sessionToken' },
  authenticator = { 'credentialID' }, verificationToken = { 'identifier', 'token' } }
local function enc(v) return (v:gsub('[%%:]', { ['%'] = '%25', [':'] = '%3A' })) end
local function get(k)
  local v = redis.pcall('GET', k)
  return type(v) == 'string' and v
end
local function is(v, kind, ...)
  for n, name in ipairs(ids[kind]) do if field(v, name) ~= select(n, ...) then return false end end
  return true
end
local function find(keys, kind, ...)
  for n = 1, 2 do
    local v = get(keys[n])
    if v and (n == 1 or is(v, kind, ...)) then return v, keys[n] end
  end
end
local function owner(id) return find({ U .. enc(id), U .. id }, 'user', id) end
local function named(email)
  for _, k in ipairs({ E .. enc(email), E .. email }) do
    local id = get(k)
    local v = id and owner(id)
    local e = v and field(v, 'email')
    if v and (e == email or e == false) then return id, v end
  end
end
`;

/**
 * `ms` is a record's expiry; one that expires has it as that of its key. `indexOf` names the index that finds a record: of
 * its user, or of its token.
 */
export const writing: string = `
local by = { account = AB, session = SB, authenticator = PB }
local function ms(v)
  local e = field(v, 'expires')
  local y, m, d, H, M, X, f = (e or ''):match('^(%d%d%d%d)-(%d%d)-(%d%d)T(%d%d):(%d%d):(%d%d)%.?(%d*)Z$')
  if not y then return nil end
  y, m = m < '03' and y - 1 or y, (m + 9) % 12
  local days = 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400) + math.floor((m * 306 + 5) / 10) + d - 719469
  return ('%.0f'):format(math.max((((days * 24 + H) * 60 + M) * 60 + X) * 1000 + (f .. '00'):sub(1, 3), 1))
end
local function expiry(kind, v) return (kind == 'session' or kind == 'verificationToken') and ms(v) end
local function all(kind, id) return by[kind] .. enc(id) .. ':all' end
local function indexOf(kind, v)
  local id = field(v, by[kind] and 'userId' or 'token')
  return id and (by[kind] and all(kind, id) or T .. 'by-token::' .. enc(id))
end
local function index(kind, k, v)
  local set, at = indexOf(kind, v), expiry(kind, v)
  if not set then return end
  if at then
    local now = call('TIME')
    call('ZREMRANGEBYSCORE', set, '-inf', now[1] .. '000')
  end
  call('ZADD', set, at or 'inf', k)
  local last = call('ZREVRANGE', set, 0, 0, 'WITHSCORES')[2]
  if last == 'inf' then call('PERSIST', set) else call('PEXPIREAT', set, last) end
  return set:sub(1, -5), at
end
local function put(kind, k, v)
  local function set(key, value, at)
    if at then call('SET', key, value, 'PXAT', at) else call('SET', key, value) end
  end
  set(k, v, expiry(kind, v))
  local pointer, at = index(kind, k, v)
  if pointer and (kind == 'account' or kind == 'session') then set(pointer, k, at) end
end
local function drop(kind, k, v)
  call('DEL', k)
  local set = indexOf(kind, v)
  if not set then return end
  call('ZREM', set, k)
  if get(set:sub(1, -5)) == k then call('DEL', set:sub(1, -5)) end
end
local function isIndexed(id, k) return call('ZSCORE', all('account', id), k) end
local function mark(id, k) call('ZADD', all('account', id), 'inf', k) end
local function owned(kind, id)
  local keys, found, seen = call('ZRANGE', all(kind, id), 0, -1), {}, {}
  keys[#keys + 1] = get(by[kind] .. enc(id)) or nil
  for _, k in ipairs(keys) do
    local v = not seen[k] and get(k)
    local u = v and field(v, 'userId')
    if v and (u == id or u == false) then found[#found + 1] = { k, v } end
    seen[k] = 1
  end
  return found
end
local function unindexed(id)
  local v, k = owner(id)
  return v and not isIndexed(id, k)
end
`;
