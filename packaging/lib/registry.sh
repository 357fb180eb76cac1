# shellcheck shell=bash
# The private registry: a container of its own, so that it outlives the box.

REGISTRY_CONTAINER=$DEMO_NAME-registry
REGISTRY_IMAGE=pilaster-demo/registry

registry_need() {
  base_need bookworm
  image_build "$REGISTRY_IMAGE" "$CHECKOUT/packaging/registry" --build-arg "BASE=$(base_image_of bookworm)"
  registry_account_need
  if ! container_is "$REGISTRY_CONTAINER" "$REGISTRY_IMAGE"; then
    docker rm -f "$REGISTRY_CONTAINER" >/dev/null 2>&1 || true
    step "starting the registry at $REGISTRY"
    docker create --name "$REGISTRY_CONTAINER" --network "$DEMO_NAME" --ip "$(registry_address)" \
      --restart unless-stopped -p "127.0.0.1:$REGISTRY_PORT:5000" -v "$DEMO_DIR/registry:/data" \
      "$REGISTRY_IMAGE" >/dev/null
  fi
  docker start "$REGISTRY_CONTAINER" >/dev/null
  wait_for 30 registry_answers || die "the registry does not answer at $REGISTRY"
}

registry_answers() {
  curl -fsS -o /dev/null -u "$REGISTRY_USER:$(cat "$SECRETS_DIR/registry-password")" "http://$REGISTRY/v2/" 2>/dev/null
}

registry_account_need() {
  local password
  password=$(cat "$SECRETS_DIR/registry-password")
  mkdir -p "$DEMO_DIR/registry"
  [ -s "$DEMO_DIR/registry/htpasswd" ] \
    || docker run --rm -i "$REGISTRY_IMAGE" htpasswd -niB "$REGISTRY_USER" <<<"$password" >"$DEMO_DIR/registry/htpasswd"
  (umask 077 && printf '{"auths": {"%s": {"auth": "%s"}}}\n' "$REGISTRY" \
    "$(printf '%s:%s' "$REGISTRY_USER" "$password" | base64 -w0)" >"$DOCKER_CONFIG/config.json")
}
