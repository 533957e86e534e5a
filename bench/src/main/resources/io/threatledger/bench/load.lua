-- Requests for wrk, and one line of JSON about how they went.
-- Arguments: what is asked for, a key, a file of lines "address id", a preference, milliseconds of pause.
local what, key, lines = "get", "", {}
local threads = 0
local headers = {}

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  what = arguments[1] or what
  if arguments[2] and arguments[2] ~= "" then headers["Authorization"] = "Bearer " .. arguments[2] end
  if arguments[3] then
    for line in io.lines(arguments[3]) do lines[#lines + 1] = line end
  end
  if arguments[4] then headers["Prefer"] = arguments[4] end
  local pause = tonumber(arguments[5] or 0)
  -- wrk asks for pauses where there is such a function.
  if pause > 0 then delay = function() return pause end end
  math.randomseed(os.time() * 1000 + number)
  if what == "post" then headers["Content-Type"] = "application/json" end
end

local function some() return lines[math.random(#lines)] end

-- An address that nobody has reported yet: 2a10::/16 has many.
local function fresh()
  return string.format("2a10:%x:%x:%x::%x", math.random(0, 65535), math.random(0, 65535), math.random(0, 65535), math.random(1, 65535))
end

function request()
  if what == "post" then
    return wrk.format("POST", nil, headers, '{"target":"' .. fresh() .. '","source":"bench","category":"scanner"}')
  elseif what == "get" then
    return wrk.format("GET", nil, headers)
  end
  local address, id = some():match("(%S+) (%S+)")
  if what == "proof" then
    return wrk.format("GET", "/api/v1/threats/" .. id .. "/proof", headers)
  elseif what == "v1" then
    return wrk.format("GET", "/api/v1/threats?target=" .. address, headers)
  end
  return wrk.format("GET", "/api/threat/" .. address, headers)
end

function done(summary, latency, requests)
  io.write(string.format(
    '\n{"requests":%d,"micros":%d,"bytes":%d,"p50":%d,"p99":%d,"max":%d,"errors":%d,"bad":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), latency.max,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status))
end
