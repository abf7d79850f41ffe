#!/bin/bash
# Puts one fault at a time into a copy of the project and runs the test that must find it.
#
#     mutants.sh FOLDER [JOBS]        FOLDER takes the copy and its build
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
copy=$1/copy
jobs=${2:-2}
mkdir -p "$copy"
survived=0
number=0

# The project as it is, but for what was built.
tar -C "$root" --exclude=./.build* --exclude=./.git -cf - . | tar -C "$copy" -xf -

while IFS= read -r line; do
  case $line in '' | '#'*) continue ;; esac
  number=$((number + 1))
  # Fields are separated by " | ", and may hold single bars.
  MUTANT=$line python3 - "$copy" <<'PYTHON'
import os, sys
_, path, old, new = os.environ["MUTANT"].split(" | ")
place = f"{sys.argv[1]}/{path}"
with open(place, encoding="utf-8") as file:
    text = file.read()
if text.count(old) != 1:
    sys.exit(f"{path}: \"{old}\" stands there {text.count(old)} times; mend mutants.txt")
with open(place, "w", encoding="utf-8") as file:
    file.write(text.replace(old, new))
PYTHON
  test=${line%% | *}
  log=$1/$number.log
  if ! (cd "$copy" && swift build --build-tests -j "$jobs" >"$log" 2>&1); then
    echo "$number: does not build: $line"
    survived=$((survived + 1))
  elif (cd "$copy" && SWITCHBOOK_SEED=1 swift test --skip-build --filter "$test" >"$log" 2>&1); then
    echo "$number: NOT FOUND by $test: $line"
    survived=$((survived + 1))
  else
    echo "$number: found by $test"
  fi
  file=${line#* | }
  file=${file%% | *}
  cp "$root/$file" "$copy/$file"
done <"$here/mutants.txt"
echo "$number faults, $survived not found"
[ "$survived" = 0 ]
