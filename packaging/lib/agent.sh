# shellcheck shell=bash
# Builds the agent of this checkout, installs it in the box, and waits until the host is what the repository says.

agent_build() {
  local key built=$CHECKOUT/target/pilaster
  key=$(agent_key)
  if [ -x "$built/bin/pilaster" ] && [ "$(cat "$built.key" 2>/dev/null)" = "$key" ]; then return; fi
  apt_need openjdk-17-jdk-headless maven
  step "building the agent (mvn package)"
  (cd "$CHECKOUT" && mvn -B -q -DskipTests package </dev/null >&2) || die "mvn package failed"
  [ -x "$built/bin/pilaster" ] || die "mvn package gave no $built/bin/pilaster"
  echo "$key" >"$built.key"
}

# Changes with every file that the build reads.
agent_key() {
  (cd "$CHECKOUT" && find pom.xml src packaging .mvn -type f 2>/dev/null | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16)
}

agent_install() {
  local new=$BOX_DIR/opt/pilaster.new old=$BOX_DIR/opt/pilaster.old
  if [ "$(cat "$BOX_DIR/installed" 2>/dev/null)" = "$(agent_key)" ] && box_run systemctl -q is-active pilaster </dev/null; then
    return
  fi
  step "installing the agent"
  rm -rf "$new" "$old"
  cp -a "$CHECKOUT/target/pilaster" "$new"
  chown -R 0:0 "$new"
  [ ! -d "$BOX_DIR/opt/pilaster" ] || mv "$BOX_DIR/opt/pilaster" "$old"
  mv "$new" "$BOX_DIR/opt/pilaster"
  rm -rf "$old"
  box_run systemctl restart pilaster </dev/null || die "the agent does not start: docker exec $BOX journalctl -u pilaster"
  agent_key >"$BOX_DIR/installed"
}

# The JVM: the unit's main process, or its child while a launcher stands in between.
agent_pid() {
  local pid
  pid=$(box_run systemctl show -p MainPID --value pilaster </dev/null) || return
  if [ "$(box_run cat "/proc/$pid/comm" </dev/null 2>/dev/null)" != java ]; then
    pid=$(box_run pgrep -P "$pid" -x java </dev/null) || pid=0
  fi
  echo "$pid"
}

api() {
  local method=$1 path=$2
  shift 2
  curl -fsS -m 30 -X "$method" -H "Authorization: Bearer $TOKEN" "$@" "$API$path"
}

agent_wait_synced() {
  step "waiting until the host is Synced"
  wait_for "${PILASTER_DEMO_TIMEOUT:-300}" agent_is_synced && return
  api GET /api/v1/status >&2 || box_run journalctl -n 50 --no-pager -u pilaster </dev/null >&2 || true
  die "the host is not Synced"
}

# Of the repository's present commit, by an agent whose last turn is done.
agent_is_synced() {
  local head
  head=$(git -C "$CONFIG_REPO" rev-parse main)
  curl -fsS -m 10 -o /dev/null "$API/readyz" 2>/dev/null || return 1
  api GET /api/v1/status 2>/dev/null \
    | jq -e --arg head "$head" '.sync == "Synced" and ((.revision.applied // "") | endswith($head))' >/dev/null
}
