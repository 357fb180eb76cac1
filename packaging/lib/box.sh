# shellcheck shell=bash
# The throwaway host: a container with systemd, its own engine, and the agent.

BOX=$DEMO_NAME
BOX_IMAGE=pilaster-demo/box
BOX_SOCKET=$DEMO_DIR/engine/docker.sock
BOX_CGROUP=/$DEMO_NAME

# What a host needs and the recipe of a nested engine allows; all capabilities but the ones that reach the kernel itself.
BOX_CAPABILITIES=(AUDIT_CONTROL AUDIT_WRITE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL
  LEASE LINUX_IMMUTABLE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN
  SYS_CHROOT SYS_NICE SYS_PTRACE SYS_TTY_CONFIG SYSLOG)

box_need() {
  base_need bookworm
  image_build "$BOX_IMAGE" "$CHECKOUT/packaging/box" --build-arg "BASE=$(base_image_of bookworm)"
  box_move_sites
  box_files
  if ! container_is "$BOX" "$BOX_IMAGE"; then
    box_remove
    step "creating the host $BOX"
    box_create
    box_configure
  fi
  docker start "$BOX" >/dev/null
  wait_for 90 box_is_up || die "the host $BOX does not come up: docker exec $BOX systemctl --failed"
}

# A box of an older checkout had its sites mounted, and nothing else of /srv.
box_move_sites() {
  [ -d "$BOX_DIR/sites" ] || return 0
  box_remove
  mkdir -p "$BOX_DIR/srv"
  mv "$BOX_DIR/sites" "$BOX_DIR/srv/sites"
}

box_run() { docker exec -i "$BOX" "$@"; }

box_is_up() {
  case $(box_run systemctl is-system-running </dev/null 2>/dev/null) in
    running | degraded) docker -H "unix://$BOX_SOCKET" version >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

# Its data lives outside, so that a newer box takes over where the older one was.
box_create() {
  local capability arguments=()
  for capability in "${BOX_CAPABILITIES[@]}"; do arguments+=(--cap-add "$capability"); done
  mapfile -t -O "${#arguments[@]}" arguments < <(box_cgroup_arguments)
  docker create --name "$BOX" --hostname "$SERVER" --network "$DEMO_NAME" --ip "$(box_address)" \
    "${arguments[@]}" --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --security-opt systempaths=unconfined --device-cgroup-rule 'a *:* rwm' -e container=docker \
    --tmpfs /run --tmpfs /run/lock --restart unless-stopped \
    -p "127.0.0.1:$API_PORT:8460" -p "127.0.0.1:$HTTP_PORT:80" \
    -v "$BOX_DIR/docker:/var/lib/docker" -v "$BOX_DIR/etc:/etc/pilaster" -v "$BOX_DIR/state:/var/lib/pilaster" \
    -v "$BOX_DIR/srv:/srv" -v "$BOX_DIR/opt:/opt" \
    -v "$GIT_DIR_ROOT:$GIT_DIR_ROOT" -v "$DEMO_DIR/engine:$DEMO_DIR/engine" \
    "$BOX_IMAGE" >/dev/null
}

# With cgroup v1 the nested engine needs the host's tree; with v2 a namespace of its own does.
box_cgroup_arguments() {
  case $(docker info -f '{{.CgroupVersion}}') in
    1) printf '%s\n' --cgroupns=host -v /sys/fs/cgroup:/sys/fs/cgroup:rw ;;
    *) printf '%s\n' --cgroupns=private --privileged ;;
  esac
}

# What systemd reads when it boots.
box_configure() {
  local work
  work=$(mktemp -d "$DEMO_DIR/work.XXXXXX")
  mkdir -p "$work"/etc/{docker,systemd/system/docker.service.d,systemd/system/pilaster-demo-registry.socket.d}
  printf '{"cgroup-parent": "%s"}\n' "$BOX_CGROUP" >"$work/etc/docker/daemon.json"
  printf '[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd:// -H unix://%s --containerd=/run/containerd/containerd.sock\n' \
    "$BOX_SOCKET" >"$work/etc/systemd/system/docker.service.d/socket.conf"
  # Like its data: a newer box is the same machine.
  if ! [ -s "$BOX_DIR/machine-id" ]; then
    tr -d - </proc/sys/kernel/random/uuid >"$BOX_DIR/machine-id"
    rm -f "$BOX_DIR/state/machine-id"
  fi
  install -m 444 "$BOX_DIR/machine-id" "$work/etc/machine-id"
  printf '[Socket]\nListenStream=127.0.0.1:%s\n' "$REGISTRY_PORT" \
    >"$work/etc/systemd/system/pilaster-demo-registry.socket.d/port.conf"
  printf 'REGISTRY=%s:5000\n' "$(registry_address)" >"$work/etc/pilaster-demo-registry.env"
  tar -C "$work" -c . --owner=0 --group=0 | docker cp - "$BOX:/"
  rm -rf "$work"
}

# The agent's own settings, and the secrets that the pillar refers to as ${file:...}.
box_files() {
  mkdir -p "$BOX_DIR"/{docker,etc/secrets,state,srv/sites,srv/db,opt} "$DEMO_DIR/engine"
  chmod 711 "$BOX_DIR/state"
  chmod 700 "$BOX_DIR/etc/secrets"
  sed -e "s#@SERVER@#$SERVER#" -e "s#@CONFIG_REPO@#$CONFIG_REPO#" \
    "$CHECKOUT/packaging/box/agent.yaml" >"$BOX_DIR/etc/agent.yaml"
  (
    umask 077
    printf 'demo admin %s\n' "$(printf '%s' "$TOKEN" | sha256sum | cut -d' ' -f1)" >"$BOX_DIR/etc/tokens"
    printf 'webhooks %s' "$TOKEN" | sha256sum | cut -d' ' -f1 >"$BOX_DIR/etc/webhook-secret"
    printf 'password: "%s"\n' "$(cat "$SECRETS_DIR/registry-password")" >"$BOX_DIR/etc/secrets/registry.yaml"
    printf 'root: "%s"\n' "$(cat "$SECRETS_DIR/mariadb-root-password")" >"$BOX_DIR/etc/secrets/mariadb.yaml"
  )
}

box_remove() {
  docker container inspect "$BOX" >/dev/null 2>&1 || return 0
  docker stop -t 60 "$BOX" >/dev/null
  docker rm -f "$BOX" >/dev/null
  cgroup_remove "$BOX_CGROUP"
}

# What a nested engine leaves of its cgroup parent in the host's tree.
cgroup_remove() {
  [ ! -d /sys/fs/cgroup/memory ] || find /sys/fs/cgroup/*"$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
}
