# shellcheck shell=bash
# Names, places and small verbs that packaging/demo and packaging/test share.
set -euo pipefail
umask 022

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DEMO_NAME=${PILASTER_DEMO_NAME:-pilaster-demo}
DEMO_DIR=${PILASTER_DEMO_DIR:-/var/lib/$DEMO_NAME}
# Shared by every set-up of this machine: base images, and the engine where we had to start one.
CACHE_DIR=${PILASTER_CACHE_DIR:-/var/lib/pilaster-demo/cache}
DEBIAN_MIRROR=${PILASTER_DEBIAN_MIRROR:-http://deb.debian.org/debian}

export DOCKER_HOST=${DOCKER_HOST:-unix:///var/run/docker.sock}
# The user's own ~/.docker is neither read nor written.
export DOCKER_CONFIG=$DEMO_DIR/client
# The classic builder is in every engine; BuildKit needs a plugin that Debian does not ship.
export DOCKER_BUILDKIT=0

say() { printf '%s\n' "$*" >&2; }
step() { say "==> $*"; }
die() {
  say "error: $*"
  exit 1
}

need_root() { [ "$(id -u)" = 0 ] || die "this must run as root"; }

# wait_for SECONDS COMMAND...: tries four times a second, false when the time is over.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.25
  done
}

# One set-up at a time; what is started in the background must not inherit the lock (see engine_spawn).
lock_machine() {
  mkdir -p "$CACHE_DIR"
  exec {LOCK_FD}>"$CACHE_DIR/lock"
  flock -n "$LOCK_FD" && return
  say "waiting for another set-up to finish ..."
  flock "$LOCK_FD"
}

unlock_machine() {
  [ -z "${LOCK_FD:-}" ] || exec {LOCK_FD}>&-
  LOCK_FD=
}

# A lease keeps the cache and the engine alive: a demo holds one until `down`, a test run while it runs.
lease_take() {
  mkdir -p "$CACHE_DIR/leases"
  printf '%s\n' "$2" >"$CACHE_DIR/leases/$1"
}

lease_drop() { rm -f "$CACHE_DIR/leases/$1"; }

leases_alive() {
  local lease pid
  for lease in "$CACHE_DIR"/leases/*; do
    [ -e "$lease" ] || continue
    read -r pid <"$lease"
    if [ "$pid" = forever ] || [ -d "/proc/$pid" ]; then return 0; fi
    rm -f "$lease"
  done
  return 1
}
