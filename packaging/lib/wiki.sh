# shellcheck shell=bash
# Debian's dokuwiki as a self-contained tree that a site's repository can hold.

repo_fill_wiki() {
  local recipe=$CHECKOUT/packaging/sites/wiki key tarball
  key=$(cat "$recipe"/* "$CHECKOUT/packaging/lib/wiki.sh" | sha256sum | cut -c1-12)
  tarball=$CACHE_DIR/wiki-$key.tar.gz
  if [ ! -s "$tarball" ]; then
    rm -f "$CACHE_DIR"/wiki-*
    wiki_assemble "$recipe" "$tarball"
  fi
  tar -C "$2" -xzf "$tarball"
}

wiki_assemble() {
  base_need trixie
  step "taking dokuwiki from Debian"
  docker run --rm --network host -v "$1:/recipe:ro" "$(base_image_of trixie)" bash /recipe/assemble \
    2>"$CACHE_DIR/wiki.log" >"$2.part" || { tail -n 20 "$CACHE_DIR/wiki.log" >&2 && die "could not take dokuwiki from Debian"; }
  mv "$2.part" "$2"
}
