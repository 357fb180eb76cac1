# shellcheck shell=bash
# Debian packages, installed when missing.

apt_has() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

apt_quietly() {
  local log=$CACHE_DIR/apt.log
  mkdir -p "$CACHE_DIR"
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 "$@" </dev/null >"$log" 2>&1 && return
  tail -n 20 "$log" >&2
  return 1
}

# apt_need PACKAGE...: no service is started by it, a web server on this machine stays what it is.
apt_need() {
  local package missing=()
  for package in "$@"; do
    apt_has "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  step "installing ${missing[*]}"
  services_hold
  # A package list of the machine may be good enough, and updating it takes longer than most installs.
  apt_quietly install -y --no-install-recommends "${missing[@]}" \
    || { apt_quietly update && apt_quietly install -y --no-install-recommends "${missing[@]}"; } \
    || { services_release && die "could not install ${missing[*]}"; }
  services_release
}

services_hold() {
  HELD_POLICY=
  [ ! -e /usr/sbin/policy-rc.d ] || return 0
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
  HELD_POLICY=yes
}

services_release() { [ -z "$HELD_POLICY" ] || rm -f /usr/sbin/policy-rc.d; }
