# shellcheck shell=bash
# One network for the registry and the box, with addresses that survive restarts.

network_need() {
  network_prefix >/dev/null 2>&1 && return
  local n
  for n in $(seq 0 254); do
    docker network create --subnet "10.213.$n.0/24" "$DEMO_NAME" >/dev/null 2>&1 && return
  done
  die "could not create the network $DEMO_NAME"
}

# Without the last number: 10.213.0
network_prefix() {
  local subnet
  subnet=$(docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' "$DEMO_NAME") || return
  echo "${subnet%.0/24}"
}

registry_address() { echo "$(network_prefix).2"; }
box_address() { echo "$(network_prefix).3"; }

# container_is NAME IMAGE: true when it exists, made from that very image.
container_is() {
  local made_from wanted
  made_from=$(docker container inspect -f '{{.Image}}' "$1" 2>/dev/null) || return 1
  wanted=$(docker image inspect -f '{{.Id}}' "$2")
  [ "$made_from" = "$wanted" ]
}
