#!/usr/bin/env bash
# The main job on the samples: a spreadsheet becomes a bundle, a phone directory and another system's import file.
set -euo pipefail
samples=$(cd "$(dirname "$0")" && pwd)
switchbook=$(realpath "$1")
demo=.build/demo
rm -rf "$demo"
mkdir -p "$demo"
cd "$demo"
# Some of the sample's records are rejected on purpose, which exit code 1 says; anything else is a failure.
run() {
  printf '\n$ switchbook'
  printf ' %q' "$@"
  printf '\n'
  "$switchbook" "$@" || [ $? = 1 ]
}
cp "$samples/csv/customers.csv" .
run import customers.csv --into acme --region GB --extensions 40 --phonebook Customers
run export acme --to yealink-phonebook -o acme.xml
run convert customers.csv --to izt-cloud-voice --region GB --quiet -o import-me.csv
run check acme
printf '\nMade in %s:\n' "$demo"
printf '  %-28s %s\n' acme/ 'the bundle: contacts as YAML, and what was said of them in reports/' \
  acme/reports/rejected.csv 'the records that were refused, with reasons, to be mended and imported' \
  acme.xml 'a remote phonebook for Yealink phones' \
  import-me.csv 'contacts for the import page of the phone system'
