# shellcheck shell=bash
# Takes a demo away; the engine and the cache go when nobody else uses them.

down() {
  need_root
  lock_machine
  if engine_answers; then
    step "removing the containers, the network and the images of $DEMO_NAME"
    box_remove
    docker rm -f "$REGISTRY_CONTAINER" >/dev/null 2>&1 || true
    docker network rm "$DEMO_NAME" >/dev/null 2>&1 || true
    demo_images_remove
  fi
  lease_drop "$DEMO_NAME"
  # By name: a wrong PILASTER_DEMO_DIR must not cost anybody their files.
  rm -rf "$DEMO_DIR"/{box,client,engine,git,ports,registry,secrets} "$DEMO_DIR"/work.??????
  leases_alive || cache_remove "${1:-}"
  rmdir "$DEMO_DIR" 2>/dev/null || true
}

demo_images_remove() {
  [ -s "$DEMO_DIR/ports" ] || return 0
  settings_load
  docker images --format '{{.Repository}}:{{.Tag}}' | grep "^$REGISTRY/" | xargs -r docker rmi >/dev/null || true
}

cache_remove() {
  if [ "$1" != --keep-cache ] && engine_answers; then
    docker images --format '{{.Repository}}:{{.Tag}}' | grep -E '^pilaster-(base|demo|test)[:/]' \
      | xargs -r docker rmi -f >/dev/null || true
    images_prune
  fi
  engine_stop_ours
  [ "$1" = --keep-cache ] || rm -rf "$CACHE_DIR"
}
