/**
 * `skip` finds the end of the JSON value that starts at `i` by its quotes and brackets. `members` splits an object into
 * names and values as they are written, and is nothing for what is no object; then `field` is `false`, and `nil` for what
 * is `null` or not there.
 */
export const json: string = String.raw`
local function skip(s, i)
  local depth = 0
  repeat
    local c = s:sub(i, i)
    if c == '"' then
      i = i + 1
      repeat
        i = s:find('["\\]', i)
        if not i then return end
        local isEnd = s:byte(i) == 34
        i = i + (isEnd and 1 or 2)
      until isEnd
    elseif c == '{' or c == '[' then depth, i = depth + 1, i + 1
    elseif c == '}' or c == ']' then depth, i = depth - 1, i + 1
    else i = s:match(depth > 0 and '^[^"{}%[%]]+()' or '^[%w.+-]+()', i) end
  until not i or depth <= 0
  return depth == 0 and i
end
local function members(s)
  local i, all = s:match('^%s*{%s*()'), {}
  while i and s:sub(i, i) == '"' do
    local e = skip(s, i)
    local v = e and s:match('^%s*:%s*()', e)
    local f = v and skip(s, v)
    if not f then return end
    all[#all + 1] = { s:sub(i, e - 1), s:sub(v, f - 1) }
    i = s:match('^%s*,%s*()', f) or f
  end
  return i and s:find('^%s*}%s*$', i) and all
end
local function field(s, name)
  local all, raw = members(s)
  if not all then return false end
  for _, m in ipairs(all) do if m[1] == '"' .. name .. '"' then raw = m[2] end end
  if not raw or raw == 'null' then return end
  local ok, v = pcall(cjson.decode, '[' .. raw .. ']')
  return ok and type(v[1]) == 'string' and v[1] or raw
end
local function patched(s, patch)
  local new, seen, out = {}, {}, {}
  local changes = members(patch)
  for _, m in ipairs(changes) do new[m[1]] = m[2] end
  for _, m in ipairs(members(s)) do
    out[#out + 1] = m[1] .. ':' .. (new[m[1]] or m[2])
    seen[m[1]] = 1
  end
  for _, m in ipairs(changes) do if not seen[m[1]] then out[#out + 1] = m[1] .. ':' .. m[2] end end
  return '{' .. table.concat(out, ',') .. '}'
end
`;
