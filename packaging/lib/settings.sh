# shellcheck shell=bash
# What a demo decides once and keeps: its ports, its passwords.

SECRETS_DIR=$DEMO_DIR/secrets
BOX_DIR=$DEMO_DIR/box
GIT_DIR_ROOT=$DEMO_DIR/git
REGISTRY_USER=demo
SERVER=web1

settings_need() {
  mkdir -p "$BOX_DIR" "$GIT_DIR_ROOT" "$SECRETS_DIR" "$DOCKER_CONFIG"
  chmod 700 "$SECRETS_DIR" "$DOCKER_CONFIG"
  [ -s "$DEMO_DIR/ports" ] || ports_choose >"$DEMO_DIR/ports"
  secret_need token
  secret_need registry-password
  secret_need mariadb-root-password
  settings_load
}

settings_load() {
  [ -s "$DEMO_DIR/ports" ] || die "no demo here ($DEMO_DIR); run packaging/demo first"
  # shellcheck source=/dev/null
  . "$DEMO_DIR/ports"
  REGISTRY=localhost:$REGISTRY_PORT
  API=http://127.0.0.1:$API_PORT
  TOKEN=$(cat "$SECRETS_DIR/token")
}

ports_choose() {
  printf 'API_PORT=%s\n' "$(free_port "${PILASTER_DEMO_API_PORT:-8460}")"
  printf 'HTTP_PORT=%s\n' "$(free_port "${PILASTER_DEMO_HTTP_PORT:-8080}")"
  printf 'REGISTRY_PORT=%s\n' "$(free_port "${PILASTER_DEMO_REGISTRY_PORT:-5000}")"
}

# The first port from $1 on that nobody answers on.
free_port() {
  local port=$1
  while (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

secret_need() {
  local file=$SECRETS_DIR/$1
  [ -s "$file" ] && return
  (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '\n' | tr '+/' '-_' >"$file")
}
