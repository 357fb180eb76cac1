#!/bin/bash
# How containers behind nginx are upgraded without Pilaster: what packaging/bench compares it with. Runs on the throwaway host.
#
#   ways.sh begin|reload|restart NAME IMAGE WORKERS
#   ways.sh end NAME
#
# begin starts a site NAME.localhost and its container; reload starts the new container first, reloads nginx and then stops
# the old one; restart stops the old one first, and a poller that looks every ten seconds finds the new one's address.
set -euo pipefail

SITE=/srv/bench
POLL=10

way=$1 name=$2 image=${3:-} workers=${4:-}
vhost=/etc/nginx/conf.d/$name.conf

begin() {
  end
  mkdir -p "$SITE"
  install -m 644 /srv/sites/hello/current/index.php "$SITE/index.php"
  point "$(address "$(container)")"
  settle
}

# A graceful stop in both ways: the image says SIGQUIT, and its requests may take half a minute.
reload() {
  local old new
  old=$(ours)
  new=$(container)
  point "$(address "$new")"
  docker stop -t 60 "$old" >/dev/null
  docker rm "$old" >/dev/null
}

restart() {
  local old
  old=$(ours)
  docker stop -t 60 "$old" >/dev/null
  docker rm "$old" >/dev/null
  old=$(container)
  sleep $((POLL - $(date +%s) % POLL))
  point "$(address "$old")"
}

# Until the reload has ended everywhere, so that it is not counted as somebody's upgrade. This very script must not match.
settle() {
  sleep 1
  while pgrep -f '[n]ginx: worker process is shutting down' >/dev/null; do sleep 0.2; done
}

end() {
  ours | xargs -r docker rm -f >/dev/null
  rm -f "$vhost"
}

ours() { docker ps -aq --filter "label=bench=$name"; }

# Prints its id once it takes connections; the same pool and limits as the example's.
container() {
  local id
  id=$(docker run -d --label "bench=$name" --memory 512m -v "$SITE:$SITE:ro" \
    -e PHP_FPM_PM=static -e "PHP_FPM_PM_MAX_CHILDREN=$workers" "$image")
  until (: <>"/dev/tcp/$(address "$id")/9000") 2>/dev/null; do sleep 0.05; done
  echo "$id"
}

address() { docker inspect -f '{{.NetworkSettings.IPAddress}}' "$1"; }

point() {
  cat >"$vhost" <<NGINX
server {
    listen 80;
    server_name $name.localhost;
    root $SITE;
    location / {
        include fastcgi_params;
        fastcgi_param SCRIPT_FILENAME \$document_root/index.php;
        fastcgi_connect_timeout 5s;
        fastcgi_read_timeout 60s;
        fastcgi_pass $1:9000;
    }
}
NGINX
  nginx -t -q
  nginx -s reload
}

"$way"
