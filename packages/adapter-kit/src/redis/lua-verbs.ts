/** What Auth.js asks for at nearly every request: a script of their own makes nothing that they do not need. */
export const lookups: string = `
local verb = {}
function verb.byEmail(email)
  local _, v = named(email)
  return { v }
end
function verb.read(kind, ...) return { (find(KEYS, kind, ...)) } end
function verb.join(kind, ...)
  local v = find(KEYS, kind, ...)
  local id = v and field(v, 'userId')
  return { v, id and (owner(id)) or nil }
end
`;

/**
 * A verb answers a list of records and numbers, or a word for why not. A client may send a request again whose answer did
 * not arrive: a new user whose id, which is random, has this very text already was made by this very call.
 */
export const changes: string = `
function verb.insertUser(id, v)
  local email = field(v, 'email')
  local known = owner(id)
  if known == v then return end
  if known or email and named(email) then return 'duplicate' end
  local k = U .. enc(id)
  call('SET', k, v)
  mark(id, k)
  if email then call('SET', E .. enc(email), id) end
end
function verb.updateUser(id, patch)
  local v, k = owner(id)
  if not v or not members(v) then return { v } end
  local email, old = field(patch, 'email'), field(v, 'email')
  local other = email and named(email)
  if other and other ~= id then return 'duplicate' end
  local text = patched(v, patch)
  call('SET', k, text)
  if old and old ~= field(text, 'email') then
    for _, key in ipairs({ E .. enc(old), E .. old }) do if get(key) == id then call('DEL', key) end end
  end
  if email then call('SET', E .. enc(email), id) end
  return { text }
end
function verb.deleteUser(id)
  if unindexed(id) then return 'unindexed' end
  local v, k = owner(id)
  local email = v and field(v, 'email')
  local gone = { k }
  for _, key in ipairs(email and { E .. enc(email), E .. email } or {}) do
    if get(key) == id then gone[#gone + 1] = key end
  end
  for kind, prefix in pairs(by) do
    for _, each in ipairs(owned(kind, id)) do gone[#gone + 1] = each[1] end
    gone[#gone + 1] = all(kind, id)
    gone[#gone + 1] = prefix .. enc(id)
  end
  for _, key in ipairs(gone) do call('DEL', key) end
end
function verb.insert(kind, userId, v, ...)
  local old, k = find(KEYS, kind, ...)
  local other = old and field(old, 'userId')
  if other == false or other and owner(other) then return 'duplicate' end
  if not owner(userId) then return 'unknown-user' end
  if old then drop(kind, k, old) end
  put(kind, KEYS[1], v)
end
function verb.list(kind, id)
  if unindexed(id) then return 'unindexed' end
  local found = owned(kind, id)
  for n, each in ipairs(found) do found[n] = each[2] end
  return found
end
function verb.update(kind, patch, to, ...)
  local v, k = find(KEYS, kind, ...)
  if not v or not members(v) then return { v } end
  local text = patched(v, patch)
  if to ~= '' and to ~= k then
    if get(to) then return 'duplicate' end
    drop(kind, k, v)
    k = to
  end
  put(kind, k, text)
  return { text }
end
function verb.delete(kind, before, ...)
  local v, k = find(KEYS, kind, ...)
  if v and (before == '' or (tonumber(ms(v)) or math.huge) <= tonumber(before)) then drop(kind, k, v) end
end
function verb.revoke(id, ...)
  if unindexed(id) then return 'unindexed' end
  local kept, count = {}, 0
  for _, k in ipairs({ ... }) do kept[k] = 1 end
  for _, each in ipairs(owned('session', id)) do
    if not kept[each[1]] then
      drop('session', each[1], each[2])
      count = count + 1
    end
  end
  return { count }
end
function verb.insertToken(v, ...)
  local old, k = find(KEYS, 'verificationToken', ...)
  if old and k ~= KEYS[1] then drop('verificationToken', k, old) end
  put('verificationToken', KEYS[1], v)
end
function verb.take(token, ...)
  local v, k
  if ... then
    v, k = find(KEYS, 'verificationToken', ..., token)
  else
    local count = 0
    for _, key in ipairs(call('ZRANGE', KEYS[1], 0, -1)) do
      local row = get(key)
      if row and (field(row, 'token') or token) == token then v, k, count = row, key, count + 1 end
    end
    if count ~= 1 then return end
  end
  if v and members(v) then
    if not is(v, 'verificationToken', ... or field(v, 'identifier'), token) then return end
    drop('verificationToken', k, v)
  end
  return { v }
end
function verb.advance(counter, id)
  local v, k = find(KEYS, 'authenticator', id)
  local stored = v and tonumber(field(v, 'counter') or nil)
  if stored and stored < tonumber(counter) then
    v = patched(v, '{"counter":' .. counter .. '}')
    call('SET', k, v)
  end
  return { v }
end
function verb.adopt(k, v, at, isDry)
  if call('EXISTS', k) == 1 then return { 0 } end
  if isDry == '' then
    if at == '-1' then call('SET', k, v) else call('SET', k, v, 'PXAT', at) end
  end
  return { 1 }
end
`;
