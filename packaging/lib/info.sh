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
  where_to_look
  things_to_try
}

where_to_look() {
  local name
  cat <<TEXT

$SERVER is Synced.

  API        $API/api/v1/status   (token: $SECRETS_DIR/token)
  metrics    $API/metrics
  shell      $CHECKOUT/packaging/demo exec bash
TEXT
  for name in $(site_names); do
    printf '  %-9s  curl -H "Host: %s" http://127.0.0.1:%s/\n' "$name" "$(site_domain "$name")" "$HTTP_PORT"
  done
}

things_to_try() {
  local sync="curl -s -H \"Authorization: Bearer \$TOKEN\" -d '{\"wait\": 120}' $API/api/v1/sync | jq ."
  cat <<TEXT

Merge a change, here a new image, and ask for it at once (it comes by itself within seconds as well):
  export TOKEN=\$(cat $SECRETS_DIR/token)
  git clone -c user.name=me -c user.email=me@example.org $CONFIG_REPO /tmp/pilaster-config && cd /tmp/pilaster-config
  sed -i 's#/php:8.2-1#/php:8.2-2#' servers/$SERVER.yaml && git commit -qam 'PHP 8.2, build 2' && git push -q
  $sync
  curl -H 'Host: $(site_domain "$(site_names | head -n 1)")' http://127.0.0.1:$HTTP_PORT/

Break it: an image whose container never answers. What serves stays, and the sync says Failed:
  mkdir -p /tmp/broken && printf 'FROM $REGISTRY/php:8.2-2\nCMD ["sleep", "infinity"]\n' >/tmp/broken/Dockerfile
  $CHECKOUT/packaging/demo push-image php 8.2-broken /tmp/broken
  sed -i 's#/php:8.2-2#/php:8.2-broken#' servers/$SERVER.yaml && git commit -qam 'Broken' && git push -q
  $sync

Revert it:
  git revert --no-edit HEAD && git push -q
  $sync

Take it all away:
  $CHECKOUT/packaging/demo down
TEXT
}
