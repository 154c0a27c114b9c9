#!/usr/bin/env bash
# Starts the system as a newcomer would, twice, on a database of its own, and as production without settings.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
server=
# The whole group: npm does not pass the signal on to the server in every version.
stop() {
  [ -n "$server" ] || return 0
  kill -- "-$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  for _ in $(seq 100); do
    curl -s "http://127.0.0.1:$port/health/live" >/dev/null || break
    sleep 0.2
  done
  server=
}
trap 'stop; rm -rf "$folder"' EXIT
port=$((20000 + RANDOM % 20000))

start() {
  PORT=$port DATABASE_URL="sqlite:$folder/websbor.sqlite" setsid npm start >"$folder/log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    if curl -sf "http://127.0.0.1:$port/health/ready" >/dev/null; then return; fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$folder/log" >&2
  echo 'npm start did not come up.' >&2
  exit 1
}

start
grep -q "http://localhost:$port" "$folder/log" || { echo 'The address is not printed.' >&2; exit 1; }
grep -q kemerovo1 "$folder/log" || { echo 'The demo sign-ins are not printed.' >&2; exit 1; }
curl -sf "http://127.0.0.1:$port/registration" | grep -q 'Заявка на регистрацию'
stop

before=$SECONDS
start
echo "second start: $((SECONDS - before)) s"
stop

if env -i PATH="$PATH" node dist/server.js >"$folder/log" 2>&1; then
  echo 'Production started without any settings.' >&2
  exit 1
fi
grep -q 'SESSION_SECRET is missing' "$folder/log"
grep -q 'DATABASE_URL is missing' "$folder/log"
echo 'production without settings: refused, with the list'
