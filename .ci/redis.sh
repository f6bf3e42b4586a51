#!/bin/sh
# A real Redis for the tests of several nodes, on a Debian machine.
#
#   .ci/redis.sh up      installs it if we may, starts it on a free loopback port, prints its URL
#   .ci/redis.sh down    stops it
#
# It keeps nothing. Elsewhere: start any Redis and set TEST_REDIS_URL.
set -eu

folder=${STEMJAM_REDIS:-/var/tmp/stemjam-redis}
say() { echo "redis.sh: $*" >&2; }

case "${1:-}" in
up)
  mkdir -p "$folder"
  command -v redis-server >/dev/null 2>&1 || {
    [ "$(id -u)" = 0 ] || { say "redis-server is not installed; install it or set TEST_REDIS_URL."; exit 69; }
    say "installing redis-server"
    # The package would start a service of its own; this one must not be in anybody's way.
    printf '#!/bin/sh\nexit 101\n' >"$folder/policy-rc.d"
    had_policy=yes
    [ -e /usr/sbin/policy-rc.d ] || { had_policy=no; install -m 755 "$folder/policy-rc.d" /usr/sbin/policy-rc.d; }
    { apt-get update -q && apt-get install -yq --no-install-recommends redis-server; } >"$folder/install.log" 2>&1 ||
      { say "it cannot be installed, see $folder/install.log"; exit 69; }
    [ "$had_policy" = yes ] || rm -f /usr/sbin/policy-rc.d
  }
  if [ -e "$folder/pid" ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null && [ -e "$folder/port" ]; then
    echo "redis://127.0.0.1:$(cat "$folder/port")"
    exit
  fi
  node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})" >"$folder/port"
  redis-server --port "$(cat "$folder/port")" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" \
    --pidfile "$folder/pid" --logfile "$folder/log" --daemonize yes >/dev/null
  echo "redis://127.0.0.1:$(cat "$folder/port")"
  ;;
down) [ ! -e "$folder/pid" ] || kill "$(cat "$folder/pid")" 2>/dev/null || true ;;
*)
  say "say up or down"
  exit 64
  ;;
esac
