/**
 * Going through all keys of the namespace, a page a call. `scan` tells of records that no index finds; as `index` it puts
 * them in and gives a key the expiry of its record, as `mark` it marks the users, once all that they have is indexed.
 */
export const pages: string = String.raw`
local kinds = { [U] = 'user', [A] = 'account', [S] = 'session', [P] = 'authenticator', [T] = 'verificationToken' }
local function page(cursor, visit)
  local answer = call('SCAN', cursor, 'MATCH', base:gsub('[*?%[%]\\]', '\\%0') .. '*', 'COUNT', 1000)
  for _, k in ipairs(answer[2]) do
    local prefix = ''
    for _, each in ipairs({ U, E, A, AB, S, SB, P, PB, T }) do
      if #each > #prefix and k:sub(1, #each) == each then prefix = each end
    end
    local v = kinds[prefix] and get(k)
    if v then visit(kinds[prefix], k, v) end
  end
  return answer[1]
end
function verb.scan(cursor, how)
  local found = {}
  local function tell(what) found[#found + 1] = what end
  local next = page(cursor, function(kind, k, v)
    if kind ~= 'user' then
      local set = indexOf(kind, v)
      if not set then return end
      if not call('ZSCORE', set, k) then
        tell(kind)
        if how == 'index' then index(kind, k, v) end
      end
      local at = how == 'index' and expiry(kind, v)
      if at and call('PTTL', k) == -1 then call('PEXPIREAT', k, at) end
      return
    end
    local id, email = field(v, 'id'), field(v, 'email')
    if not id or k ~= U .. enc(id) and k ~= U .. id then return end
    if not isIndexed(id, k) then
      tell('account')
      if how == 'mark' then mark(id, k) end
    end
    local other = email and named(email)
    if other and other ~= id then tell('duplicate:' .. email) end
    if email and not other then
      tell('unnamed:' .. email)
      if how == 'index' then call('SET', E .. enc(email), id) end
    end
  end)
  table.insert(found, 1, next)
  return found
end
function verb.index()
  for _, how in ipairs({ 'index', 'mark' }) do
    local cursor = '0'
    repeat cursor = verb.scan(cursor, how)[1] until cursor == '0'
  end
end
function verb.sweep(cursor, kind, now, limit)
  local count = 0
  local next = page(cursor, function(each, k, v)
    if each == kind and count < tonumber(limit) and (tonumber(ms(v)) or math.huge) <= tonumber(now) then
      drop(kind, k, v)
      count = count + 1
    end
  end)
  return { next, count }
end
`;
