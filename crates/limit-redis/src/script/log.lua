-- The log of a limit: one sorted set, whose members are slots, scored with the moment
-- from which they are free. Times are microseconds of the server's clock.
--
-- One more member, at infinity, is the head: who keeps this log, and under which limit.
-- If it is missing or another, calls may be missing too. While there is a member `full`,
-- nobody takes a slot.
local key = KEYS[1]
local head, durable, distrusted = ARGV[1], ARGV[2] == '1', ARGV[3] == '1'
local permits, window, longest = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local order, subject, lease = ARGV[7], ARGV[8], tonumber(ARGV[9])

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

-- Two calls exactly one window apart are within one window, and the clock is read down
-- to the microsecond.
local function free_after(ended)
  return ended + window + 1
end

-- A server that starts anew has another id. What it had acknowledged may be lost.
if not durable then
  local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
  if not server then
    return redis.error_reply('ERR the server does not tell its run_id')
  end
  head = head .. ' ' .. server
end
local kept = redis.call('ZRANGE', key, -1, -1)[1]
local trusted = kept == head and not distrusted
if not trusted then
  redis.call('DEL', key)
  redis.call('ZADD', key, 'inf', head)
  if order == 'begin' and not kept then
    for age in string.gmatch(subject, '%d+') do
      redis.call('ZADD', key, free_after(now - age), 'before-' .. redis.call('ZCARD', key))
    end
  else
    -- Any number of calls may be running, and end as late as possible.
    redis.call('ZADD', key, free_after(now + longest), 'full')
  end
end

-- What ended since the last time: handed over or not.
for i = 10, #ARGV, 2 do
  if ARGV[i + 1] == '1' then
    redis.call('ZADD', key, free_after(now), ARGV[i])
  else
    redis.call('ZREM', key, ARGV[i])
  end
end

-- After the clock was set back nothing counts for longer than it could now.
local latest = free_after(now + longest)
local beyond = redis.call('ZRANGEBYSCORE', key, string.format('(%.0f', latest), '(inf')
for _, slot in ipairs(beyond) do
  redis.call('ZADD', key, latest, slot)
end
redis.call('ZREMRANGEBYSCORE', key, '-inf', now)

local full = redis.call('ZSCORE', key, 'full')
local used = redis.call('ZCARD', key) - 1
local found = trusted and '' or kept or 'nothing'

if order == 'take' then
  -- It is there already if the answer got lost on its way.
  if redis.call('ZSCORE', key, subject) or (used < permits and not full) then
    redis.call('ZADD', key, free_after(now + lease), subject)
    return {now, 1, 0, 1, found}
  end
end

local ahead = order == 'wait' and tonumber(subject) or 0
-- Those ahead take a slot of their own for a whole window each.
local rounds, turn = math.floor(ahead / permits), ahead % permits
local left, final = 0, 1
local blocked_by = used + turn - permits
if full then
  left = full - now
elseif blocked_by >= 0 then
  left = redis.call('ZRANGE', key, blocked_by, blocked_by, 'WITHSCORES')[2] - now
  if left > free_after(0) then
    -- It still runs, and each moment prolongs the wait.
    left, final = free_after(0), 0
  end
end
if rounds > 0 then
  left, final = left + rounds * free_after(0), 0
end
return {now, 0, left, final, found}
