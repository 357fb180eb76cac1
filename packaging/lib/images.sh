# shellcheck shell=bash
# Builds images with the outer engine and pushes them to the demo's registry.

# image_build TAG DIR [DOCKER BUILD ARGUMENT...]: quiet unless it fails; unchanged layers come from the engine's cache.
image_build() {
  local tag=$1 dir=$2 log proxies
  shift 2
  log=$CACHE_DIR/build-$(printf '%s' "$tag" | tr -c 'A-Za-z0-9._\n-' _).log
  mapfile -t proxies < <(proxy_arguments)
  docker build --network host --force-rm -t "$tag" "${proxies[@]}" "$@" "$dir" </dev/null >"$log" 2>&1 && return
  tail -n 30 "$log" >&2
  die "could not build $tag from $dir"
}

proxy_arguments() {
  local name
  for name in http_proxy https_proxy no_proxy; do
    [ -z "${!name:-}" ] || printf -- '--build-arg=%s\n' "$name"
  done
}

# base_argument DIR SUITE: recipes that name their base as `ARG BASE` get ours.
base_argument() {
  grep -q '^ARG BASE' "$1/Dockerfile" || return 0
  printf -- '--build-arg=BASE=%s\n' "$(base_image_of "$2")"
}

# image_push NAME TAG DIR SUITE [BUILD ARGUMENT...]: prints the reference.
image_push() {
  local reference=$REGISTRY/$1:$2 dir=$3 suite=$4 arguments
  shift 4
  mapfile -t arguments < <(base_argument "$dir" "$suite")
  image_build "$reference" "$dir" "${arguments[@]}" "${@/#/--build-arg=}"
  docker push -q "$reference" >/dev/null || die "could not push $reference"
  echo "$reference"
}

# Every tag that example-config-repo/images/*/tags lists.
example_images_need() {
  local tags dir name tag suite arguments
  for tags in "$CHECKOUT"/example-config-repo/images/*/tags; do
    dir=$(dirname "$tags")
    name=$(basename "$dir")
    while read -r tag suite arguments; do
      case $tag in '' | '#'*) continue ;; esac
      step "image $name:$tag"
      base_need "$suite"
      # shellcheck disable=SC2086
      image_push "$name" "$tag" "$dir" "$suite" $arguments >/dev/null
      # A name in the cache: the next demo, with a registry of its own, finds the layers.
      docker tag "$REGISTRY/$name:$tag" "pilaster-demo/$name:$tag"
    done <"$tags"
  done
}

# What a newer recipe has replaced; everything built from our base carries its label.
images_prune() { docker image prune -f --filter label=pilaster.key >/dev/null; }
