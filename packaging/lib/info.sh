# shellcheck shell=bash
# What scripts and people need to know of a running demo.

info() {
  local name sites=()
  mapfile -t sites < <(site_objects)
  jq -n --arg api "$API" --arg token "$TOKEN" --arg config_repo "$CONFIG_REPO" --arg registry "$REGISTRY" \
    --arg server "$SERVER" --arg docker_host "unix://$BOX_SOCKET" --arg outer "$DOCKER_HOST" --arg box "$BOX" \
    --argjson agent_pid "$(agent_pid)" \
    '{api: $api, token: $token, config_repo: $config_repo, registry: $registry, server: $server, sites: $ARGS.positional,
      docker_host: $docker_host, exec: ["docker", "-H", $outer, "exec", "-i", $box], agent_pid: $agent_pid}' \
    --jsonargs "${sites[@]}"
}

# One JSON object per site of the server file, in its order.
site_objects() {
  local name host
  for name in $(site_names); do
    host=$(site_domain "$name")
    jq -cn --arg name "$name" --arg url "http://127.0.0.1:$HTTP_PORT/" --arg host "$host" '{$name, $url, $host}'
  done
}

config_file() { git -C "$CONFIG_REPO" show "main:$1"; }

site_names() {
  config_file "servers/$SERVER.yaml" | awk '
    /^[^ #]/ { inside = ($1 == "sites:") }
    inside && /^  [a-z0-9]/ { sub(/:.*/, "", $1); print $1 }'
}

site_domain() {
  config_file "sites/$1.yaml" | awk '
    /^[^ #-]/ { inside = ($1 == "domains:") }
    inside && $1 == "-" { sub(/^ *- */, ""); sub(/ *#.*/, ""); gsub(/.*name: *|[",} ].*/, ""); print; exit }'
}

next_steps() {
  local repo=$CONFIG_REPO name first
  first=$(site_names | head -n 1)
  cat <<TEXT

The host is Synced.

  API       $API        (token: $SECRETS_DIR/token)
  status    curl -s -H "Authorization: Bearer \$(cat $SECRETS_DIR/token)" $API/api/v1/status | jq .
  metrics   curl -s $API/metrics
  a shell   $CHECKOUT/packaging/demo exec bash
TEXT
  for name in $(site_names); do
    printf '  %-9s curl -H "Host: %s" http://127.0.0.1:%s/\n' "$name" "$(site_domain "$name")" "$HTTP_PORT"
  done
  cat <<TEXT

Merge a change (a new image, while requests go on):
  git clone -c user.name=me -c user.email=me@example.org $repo /tmp/config && cd /tmp/config
  sed -i 's#/php:8.2-1#/php:8.2-2#' servers/$SERVER.yaml && git commit -qam "PHP 8.2-2" && git push -q
  curl -s -X POST -H "Authorization: Bearer \$(cat $SECRETS_DIR/token)" -d '{"wait": 120}' $API/api/v1/sync | jq .
  curl -H "Host: $(site_domain "$first")" http://127.0.0.1:$HTTP_PORT/

Go back:
  git revert --no-edit HEAD && git push -q

Break it (an image that does not exist; nothing that serves is touched), then revert that:
  sed -i 's#/php:8.2-1#/php:broken#' servers/$SERVER.yaml && git commit -qam "Broken" && git push -q
  git revert --no-edit HEAD && git push -q

Take it all away:
  $CHECKOUT/packaging/demo down
TEXT
}
