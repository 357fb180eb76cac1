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

# image_row DIR TAG: suite and build arguments, as the recipe's lists of tags have them.
image_row() {
  cat "$1/tags" "$1/more-tags" 2>/dev/null \
    | awk -v tag="$2" '$1 == tag { $1 = ""; print; found = 1; exit } END { if (!found) print "bookworm" }'
}

# image_make REFERENCE TAG DIR: on its base, which is made when it is missing.
image_make() {
  local reference=$1 tag=$2 dir=$3 row arguments
  read -ra row < <(image_row "$dir" "$tag")
  base_need "${row[0]}"
  mapfile -t arguments < <(base_argument "$dir" "${row[0]}")
  row=("${row[@]:1}")
  image_build "$reference" "$dir" "${arguments[@]}" "${row[@]/#/--build-arg=}"
}

# image_push NAME TAG DIR: prints the reference.
image_push() {
  local reference=$REGISTRY/$1:$2
  image_make "$reference" "$2" "$3"
  docker push -q "$reference" >/dev/null || die "could not push $reference"
  echo "$reference"
}

# test_image_need NAME TAG: an image of the example for the tests of single parts, which have no registry.
test_image_need() {
  step "image pilaster-test/$1:$2"
  image_make "pilaster-test/$1:$2" "$2" "$CHECKOUT/example-config-repo/images/$1"
}

# Every tag that example-config-repo/images/*/tags lists; those in more-tags are made when somebody pushes them.
example_images_need() {
  local tags dir name tag
  for tags in "$CHECKOUT"/example-config-repo/images/*/tags; do
    dir=$(dirname "$tags")
    name=$(basename "$dir")
    while read -r tag _; do
      case $tag in '' | '#'*) continue ;; esac
      step "image $name:$tag"
      image_push "$name" "$tag" "$dir" >/dev/null
      # A name in the cache: the next demo, with a registry of its own, finds the layers.
      docker tag "$REGISTRY/$name:$tag" "pilaster-demo/$name:$tag"
    done <"$tags"
  done
}

# What a newer recipe has replaced; everything built from our base carries its label.
images_prune() { docker image prune -f --filter label=pilaster.key >/dev/null; }
