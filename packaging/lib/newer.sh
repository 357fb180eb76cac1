# shellcheck shell=bash
# A second, later engine in a container of the first one: what reaches an engine is tried on both.

NEWER=pilaster-newer-engine
NEWER_IMAGE=pilaster-demo/newer-engine
NEWER_DIR=$CACHE_DIR/newer-engine
# Where the tests look for it.
NEWER_RUN=/run/pilaster-newer-engine
NEWER_SOCKET=$NEWER_RUN/docker.sock

newer_answers() { docker -H "unix://$NEWER_SOCKET" version >/dev/null 2>&1; }

# newer_need IMAGE...: with these images of the first engine in it. It is left stopped, for the tests to start: while it runs,
# it may write wherever /tmp is mounted from, and counts as a second writer there.
newer_need() {
  base_need trixie
  image_build "$NEWER_IMAGE" "$CHECKOUT/packaging/newer-engine" --build-arg "BASE=$(base_image_of trixie)"
  newer_drop
  step "preparing a second engine of Debian 13 (log: docker logs $NEWER)"
  mkdir -p "$NEWER_DIR" "$NEWER_RUN"
  newer_run
  wait_for 60 newer_answers || die "the second engine does not answer at $NEWER_SOCKET: docker logs $NEWER"
  docker save "$@" | docker -H "unix://$NEWER_SOCKET" load >/dev/null
  docker stop "$NEWER" >/dev/null
}

# Its /tmp is the machine's: the tests' own files are mounted from there.
newer_run() {
  local capability arguments=()
  for capability in "${BOX_CAPABILITIES[@]}"; do arguments+=(--cap-add "$capability"); done
  mapfile -t -O "${#arguments[@]}" arguments < <(box_cgroup_arguments)
  docker run -d --name "$NEWER" "${arguments[@]}" --security-opt seccomp=unconfined \
    --security-opt apparmor=unconfined --security-opt systempaths=unconfined --device-cgroup-rule 'a *:* rwm' \
    --tmpfs /run -v "$NEWER_RUN:$NEWER_RUN" -v "$NEWER_DIR:/var/lib/docker" -v /tmp:/tmp \
    "$NEWER_IMAGE" -H "unix://$NEWER_SOCKET" --cgroup-parent "/$NEWER" >/dev/null
}

newer_drop() {
  docker rm -f "$NEWER" >/dev/null 2>&1 || true
  cgroup_remove "/$NEWER"
  rm -rf "$NEWER_DIR" "$NEWER_RUN"
}
