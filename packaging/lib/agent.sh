# shellcheck shell=bash
# Builds the agent of this checkout, installs it in the box, and waits until the host is what the repository says.

AGENT_BUILT=$CHECKOUT/target/pilaster

# With PILASTER_DEMO_BUILD=no what stands in target/ is taken as it is: a test of Maven's own must not start Maven.
agent_build() {
  if [ "${PILASTER_DEMO_BUILD:-yes}" = yes ] && [ "$(cat "$AGENT_BUILT.key" 2>/dev/null)" != "$(agent_sources)" ]; then
    apt_need openjdk-17-jdk-headless maven
    step "building the agent (mvn package)"
    (cd "$CHECKOUT" && mvn -B -q -DskipTests package </dev/null >&2) || die "mvn package failed"
    agent_sources >"$AGENT_BUILT.key"
  fi
  [ -x "$AGENT_BUILT/bin/pilaster" ] || die "there is no $AGENT_BUILT/bin/pilaster"
}

agent_sources() { (cd "$CHECKOUT" && digest_of pom.xml src .mvn packaging/classes); }

digest_of() {
  { find "$@" -type f 2>/dev/null || true; } | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum | cut -c1-16
}

agent_install() {
  local new=$BOX_DIR/opt/pilaster.new old=$BOX_DIR/opt/pilaster.old built
  built=$(cd "$AGENT_BUILT" && digest_of .)
  if [ "$(cat "$BOX_DIR/installed" 2>/dev/null)" != "$built" ]; then
    step "installing the agent"
    rm -rf "$new" "$old"
    cp -a "$AGENT_BUILT" "$new"
    chown -R 0:0 "$new"
    [ ! -d "$BOX_DIR/opt/pilaster" ] || mv "$BOX_DIR/opt/pilaster" "$old"
    mv "$new" "$BOX_DIR/opt/pilaster"
    rm -rf "$old"
    # Of this JVM and these paths; without it the agent starts as well, only slower.
    box_run /opt/pilaster/bin/pilaster-archive </dev/null || step "there is no class-data archive in the box"
    rm -f "$BOX_DIR/running"
    echo "$built" >"$BOX_DIR/installed"
  fi
  agent_run
}

# Restarts the agent when what it was started with has changed.
agent_run() {
  local started_with
  started_with=$(cat "$BOX_DIR/installed" "$BOX_DIR/etc/agent.yaml" "$BOX_DIR/etc/tokens" | sha256sum)
  if [ "$(cat "$BOX_DIR/running" 2>/dev/null)" != "$started_with" ] || ! box_run systemctl -q is-active pilaster </dev/null; then
    box_run systemctl restart pilaster </dev/null \
      || { box_run journalctl -n 30 --no-pager -u pilaster </dev/null >&2; die "the agent does not start"; }
    echo "$started_with" >"$BOX_DIR/running"
  fi
}

# The JVM: the unit's main process, or its child while a launcher stands in between; 0 while it is down.
agent_pid() {
  local pid
  pid=$(box_run systemctl show -p MainPID --value pilaster </dev/null 2>/dev/null) || pid=0
  if [ "$pid" != 0 ] && [ "$(box_run cat "/proc/$pid/comm" </dev/null 2>/dev/null)" != java ]; then
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
