# shellcheck shell=bash
# The outer Docker engine: the machine's own where one answers, else one of ours.

ENGINE_DIR=$CACHE_DIR/engine
ENGINE_RUN=/run/pilaster-demo-engine
ENGINE_PIDFILE=$ENGINE_DIR/dockerd.pid

engine_answers() { docker version >/dev/null 2>&1; }

engine_need() {
  engine_answers && return
  apt_need docker.io iptables
  engine_answers && return
  if [ -d /run/systemd/system ]; then
    step "starting the machine's Docker engine"
    systemctl start docker
  else
    engine_spawn
  fi
  wait_for 60 engine_answers || die "no Docker engine answers at $DOCKER_HOST (see $ENGINE_DIR/dockerd.log)"
}

engine_spawn() {
  [ "$DOCKER_HOST" = unix:///var/run/docker.sock ] || die "no Docker engine answers at $DOCKER_HOST"
  step "starting a Docker engine (log: $ENGINE_DIR/dockerd.log)"
  mkdir -p "$ENGINE_DIR" "$ENGINE_RUN"
  # A killed engine leaves its pid file, and the next one would refuse to start.
  engine_is_ours || rm -f "$ENGINE_PIDFILE"
  (
    # Neither our lock nor the caller's pipes may live on in the engine.
    [ -z "${LOCK_FD:-}" ] || exec {LOCK_FD}>&-
    exec setsid dockerd -H "$DOCKER_HOST" --data-root "$ENGINE_DIR/data" --exec-root "$ENGINE_RUN" \
      --pidfile "$ENGINE_PIDFILE" </dev/null >>"$ENGINE_DIR/dockerd.log" 2>&1
  ) &
  disown
}

# True while the engine that engine_spawn started lives.
engine_is_ours() {
  local pid
  [ -s "$ENGINE_PIDFILE" ] || return 1
  pid=$(cat "$ENGINE_PIDFILE")
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]
}

engine_stop_ours() {
  local pid
  engine_is_ours || return 0
  pid=$(cat "$ENGINE_PIDFILE")
  step "stopping the Docker engine that we started"
  kill "$pid"
  wait_for 60 process_gone "$pid" || kill -9 "$pid"
}

process_gone() { [ ! -d "/proc/$1" ]; }
