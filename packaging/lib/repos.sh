# shellcheck shell=bash
# Bare repositories: the configuration and the sites' code. They are made once and then belong to the user.

CONFIG_REPO=$GIT_DIR_ROOT/config.git

repos_need() {
  repo_need hello repo_fill_site
  repo_need static repo_fill_site
  repo_need wiki repo_fill_wiki
  repo_need config repo_fill_config
}

# repo_need NAME FILL: FILL NAME DIR puts the first commit's files into DIR.
repo_need() {
  local name=$1 fill=$2 work
  [ ! -d "$GIT_DIR_ROOT/$name.git" ] || return 0
  step "repository $GIT_DIR_ROOT/$name.git"
  work=$(mktemp -d "$DEMO_DIR/work.XXXXXX")
  "$fill" "$name" "$work"
  git -C "$work" init -q -b main
  git -C "$work" add -A -f
  git -C "$work" -c user.name=Pilaster -c user.email=demo@pilaster.invalid commit -q -m "Start"
  rm -rf "$GIT_DIR_ROOT/$name.part"
  git clone -q --bare "$work" "$GIT_DIR_ROOT/$name.part"
  git -C "$GIT_DIR_ROOT/$name.part" remote remove origin
  mv "$GIT_DIR_ROOT/$name.part" "$GIT_DIR_ROOT/$name.git"
  rm -rf "$work"
}

repo_fill_site() { cp -a "$CHECKOUT/packaging/sites/$1/." "$2/"; }

# The example names the default demo's places; another demo has its own.
repo_fill_config() {
  cp -a "$CHECKOUT/example-config-repo/." "$2/"
  find "$2" -name '*.yaml' -exec sed -i \
    -e "s#localhost:5000#$REGISTRY#g" -e "s#/var/lib/pilaster-demo/git/#$GIT_DIR_ROOT/#g" {} +
}
