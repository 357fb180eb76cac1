# shellcheck shell=bash
# Debian's applications as self-contained trees that sites' repositories can hold.

repo_fill_wiki() { application_fill wiki trixie "$2"; }

repo_fill_wordpress() { application_fill wordpress bookworm "$2"; }

# application_fill NAME SUITE DIR: packaging/sites/NAME/assemble makes it, once.
application_fill() {
  local name=$1 suite=$2 recipe=$CHECKOUT/packaging/sites/$1 key tarball
  key=$(cat "$recipe"/* "$CHECKOUT/packaging/lib/applications.sh" | sha256sum | cut -c1-12)
  tarball=$CACHE_DIR/$name-$key.tar.gz
  if [ ! -s "$tarball" ]; then
    rm -f "$CACHE_DIR/$name"-*
    application_assemble "$name" "$suite" "$recipe" "$tarball"
  fi
  tar -C "$3" -xzf "$tarball"
}

application_assemble() {
  local log=$CACHE_DIR/$1.log
  base_need "$2"
  step "taking $1 from Debian"
  docker run --rm --network host -v "$3:/recipe:ro" "$(base_image_of "$2")" bash /recipe/assemble 2>"$log" >"$4.part" \
    || { tail -n 20 "$log" >&2 && die "could not take $1 from Debian"; }
  mv "$4.part" "$4"
}
