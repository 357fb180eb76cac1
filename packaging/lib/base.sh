# shellcheck shell=bash
# Base images from Debian itself: pilaster-base:<suite>, and a 2 MB busybox for container mechanics.

base_image_of() { printf 'pilaster-base:%s' "$1"; }

base_need() {
  local suite=$1 image key tarball
  image=$(base_image_of "$suite")
  key=$(base_key "$suite")
  [ "$(image_label "$image" pilaster.key)" != "$key" ] || return 0
  tarball=$CACHE_DIR/base-$suite-$key.tar.gz
  if [ ! -s "$tarball" ]; then
    rm -f "$CACHE_DIR/base-$suite"-*
    base_bootstrap "$suite" "$tarball"
  fi
  step "importing $image"
  docker import -c "LABEL pilaster.key=$key" -c 'CMD ["bash"]' "$tarball" "$image" >/dev/null
}

# A changed recipe or mirror is a new base, and everything built from it is built again.
base_key() { { declare -f base_bootstrap base_sources && echo "$1 $DEBIAN_MIRROR"; } | sha256sum | cut -c1-12; }

image_label() { docker image inspect -f "{{index .Config.Labels \"$2\"}}" "$1" 2>/dev/null || true; }

base_bootstrap() {
  local suite=$1 tarball=$2 root
  apt_need debootstrap
  step "debootstrap $suite (about half a minute)"
  root=$(mktemp -d "$CACHE_DIR/root-$suite.XXXXXX")
  chmod 755 "$root"
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$DEBIAN_MIRROR" \
    >"$CACHE_DIR/debootstrap-$suite.log" 2>&1 \
    || { tail -n 20 "$CACHE_DIR/debootstrap-$suite.log" >&2 && die "debootstrap $suite failed"; }
  base_sources "$suite" >"$root/etc/apt/sources.list"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}/*
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  tar -C "$root" -c . | gzip -1 >"$tarball.part"
  mv "$tarball.part" "$tarball"
  rm -rf "$root"
}

base_sources() {
  printf 'deb %s %s main\n' "$DEBIAN_MIRROR" "$1"
  printf 'deb %s %s-updates main\n' "$DEBIAN_MIRROR" "$1"
  printf 'deb %s-security %s-security main\n' "$DEBIAN_MIRROR" "$1"
}

BUSYBOX_IMAGE=pilaster-test/busybox:1

busybox_need() {
  docker image inspect "$BUSYBOX_IMAGE" >/dev/null 2>&1 && return
  apt_need busybox-static
  step "importing $BUSYBOX_IMAGE"
  local root
  root=$(mktemp -d "$CACHE_DIR/busybox.XXXXXX")
  chmod 755 "$root"
  mkdir -p "$root"/{bin,etc,proc,sys,dev,run,var}
  mkdir -m 1777 "$root/tmp"
  cp /bin/busybox "$root/bin/busybox"
  chroot "$root" /bin/busybox --install -s /bin
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  tar -C "$root" -c . | docker import -c 'CMD ["sh"]' - "$BUSYBOX_IMAGE" >/dev/null
  rm -rf "$root"
}
