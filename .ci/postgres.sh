#!/bin/sh
# A real PostgreSQL 17 with pgvector for the database tests, on a Debian machine, as root.
#
#   .ci/postgres.sh up      builds it the first time (debootstrap of Debian 13, some minutes, 0.7 GB), starts it, prints its URL
#   .ci/postgres.sh down    stops it; the built folder stays
#   .ci/postgres.sh build   only builds
#
# Debian 12 has no pgvector package, and installing Debian 13's there would drag libc6 up; a folder of its own harms nobody.
# STEMJAM_POSTGRES: that folder (default /var/tmp/stemjam-postgres). It listens on 127.0.0.1 only and trusts it: test data only.
# Elsewhere: start any PostgreSQL with pgvector, e.g. the container image pgvector/pgvector:pg17, and set TEST_DATABASE_URL.
set -eu

folder=${STEMJAM_POSTGRES:-/var/tmp/stemjam-postgres}
root=$folder/root
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
bin=/usr/lib/postgresql/17/bin
cluster=/var/lib/postgresql/stemjam

say() { echo "postgres.sh: $*" >&2; }
inside() { chroot "$root" su postgres -s /bin/sh -c "$1"; }

build() {
  [ -e "$folder/built" ] && return
  [ "$(id -u)" = 0 ] || { say "building needs root; set TEST_DATABASE_URL to a PostgreSQL with pgvector instead."; exit 69; }
  command -v debootstrap >/dev/null 2>&1 || {
    say "installing debootstrap"
    { apt-get update -q && apt-get install -yq --no-install-recommends debootstrap debian-archive-keyring; } >&2 ||
      { say "debootstrap cannot be installed; set TEST_DATABASE_URL to a PostgreSQL with pgvector instead."; exit 69; }
  }
  say "building PostgreSQL 17 with pgvector in $folder (once, some minutes)"
  rm -rf "$root"
  mkdir -p "$root"
  debootstrap --variant=minbase --include=postgresql-17-pgvector trixie "$root" "$mirror" >"$folder/build.log" 2>&1 ||
    { say "debootstrap failed, see $folder/build.log"; exit 69; }
  rm -rf "$root"/var/cache/apt/archives/*.deb
  inside "$bin/initdb -D $cluster -A trust -E UTF8 --locale=C.UTF-8" >>"$folder/build.log" 2>&1
  # Test data may be lost with the machine; memory is mapped from files because a chroot has no /dev/shm of its own.
  cat >>"$root$cluster/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '/tmp'
dynamic_shared_memory_type = mmap
fsync = off
max_connections = 60
CONF
  touch "$folder/built"
}

is_running() { inside "$bin/pg_ctl -D $cluster status" >/dev/null 2>&1; }

free_port() { node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})"; }

case "${1:-}" in
build) build ;;
up)
  mkdir -p "$folder"
  exec 9>"$folder/lock"
  flock 9
  build
  if ! is_running; then
    free_port >"$folder/port"
    # The server must not inherit the lock.
    inside "$bin/pg_ctl -D $cluster -w -l /tmp/postgres.log -o '-p $(cat "$folder/port")' start" >&2 9>&- ||
      { say "it does not start:"; tail -n 20 "$root/tmp/postgres.log" >&2; exit 69; }
  fi
  echo "postgresql://postgres@127.0.0.1:$(cat "$folder/port")/postgres"
  ;;
down) if [ -e "$folder/built" ] && is_running; then inside "$bin/pg_ctl -D $cluster -m fast stop" >&2; fi ;;
*)
  say "say up, down or build"
  exit 64
  ;;
esac
