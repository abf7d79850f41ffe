#!/usr/bin/env bash
# docs/serving/nginx.conf with a real nginx: every extension gets its own files, and only with its own password.
#   serving.sh SWITCHBOOK
set -euo pipefail
switchbook=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

# The folder that the first step of the page makes is its owner's alone, with all that is in it.
mkdir page
(
  cd page
  ln -s "$root/docs" docs
  PATH=$(dirname "$switchbook"):$PATH
  switchbook import "$root/Samples/csv/kunden.csv" --into acme --region DE --quiet >/dev/null
  switchbook bundle extensions acme --add 1001 >/dev/null
  umask 022
  eval "$(sed -n '/^1\./,/^2\./s/^       //p' docs/serving/README.md)" >/dev/null
)
[ -s page/phones/directories/1001.xml ] || { echo 'the first step made no directory'; exit 1; }
open=$(find page/phones -perm /077)
[ -z "$open" ] || { echo "others may read $open"; exit 1; }

mkdir directories passwords logs
"$switchbook" import "$root/Samples/csv/kunden.csv" --into acme --region DE --quiet >/dev/null
for extension in 1001 1002; do
  "$switchbook" export acme --to thomson-phonebook --quiet --set url=http://127.0.0.1 -o "directories/$extension.xml"
  cp "directories/$extension.xml" "directories/$extension-2.xml"
  printf 'secret of %s' "$extension" | openssl passwd -6 -stdin | sed "s/^/$extension:/" > "passwords/$extension"
done
cp directories/1001.xml directories/1003.xml
! grep -q secret passwords/* || { echo 'a password is kept in plain text'; exit 1; }

# A port that is free: nginx says so when it is not.
for port in $(shuf -i 20000-40000 -n 20); do
  sed "s/127.0.0.1:8080/127.0.0.1:$port/" "$root/docs/serving/nginx.conf" > nginx.conf
  nginx -p "$folder" -c nginx.conf -g "daemon off; user $(id -un) $(id -gn);" 2>logs/start.log &
  server=$!
  for _ in $(seq 50); do
    curl -s -o /dev/null "http://127.0.0.1:$port/" && break 2
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  server=
done
[ -n "$server" ] || { cat logs/start.log; exit 1; }

failures=0
expect() {
  local status
  status=$(curl -s --path-as-is -o answer -w '%{http_code}' "${@:3}" "http://127.0.0.1:$port$2")
  if [ "$status" != "$1" ]; then
    echo "GET $2 ${*:3}: $status instead of $1"
    failures=$((failures + 1))
  fi
}
expect 200 /1001.xml -u '1001:secret of 1001'
cmp -s answer directories/1001.xml || { echo 'another file was served'; failures=$((failures + 1)); }
expect 200 /1001-2.xml -u '1001:secret of 1001'
expect 401 /1001.xml
expect 401 /1001.xml -u '1001:wrong'
expect 401 /1001.xml -u '1002:secret of 1002'
expect 401 /1001.xml -u '1001:secret of 1002'
expect 401 /1001-2.xml -u '1002:secret of 1002'
expect 403 /1003.xml -u '1001:secret of 1001'
expect 404 / -u '1001:secret of 1001'
expect 404 /passwords/1001 -u '1001:secret of 1001'
expect 404 /1001.xml/ -u '1001:secret of 1001'
expect 400 /../passwords/1001 -u '1001:secret of 1001'
[ "$failures" = 0 ] && echo 'serving: every extension gets its own directory, and no other'
exit "$failures"
