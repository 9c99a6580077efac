#!/bin/sh
# One question in parts over machines by GNU parallel, joined to the bytes of one run:
#
#   MACHINES=machines.txt PARTS=32 sh parallel.sh answer.json 2027-base --draws 1000000
#
# machines.txt names a machine a line, as GNU parallel knows them ("8/user@node1": eight at a time; ":" is this one); each has the same
# version of evenredig on its path, and scenarios of your own under the same path. Without MACHINES all is done here, which is no quicker
# than a plain "fairness". Parts that are there already are not made again: who was interrupted calls the same line again.
set -eu
out=$1
shift
parts=${PARTS:-$(nproc)}
name=${out%.json}
missing=$(for i in $(seq "$parts"); do [ -e "$name.$i.json" ] || echo "$i"; done)

[ -z "$missing" ] || printf '%s\n' $missing | parallel --halt now,fail=1 --quote \
  ${MACHINES:+--sshloginfile "$MACHINES" --return "$name.{}.json" --cleanup} \
  evenredig fairness "$@" --threads 1 --shard "{}/$parts" --json --out "$name.{}.json"

evenredig fairness merge $(seq -f "$name.%.0f.json" "$parts") --json --out "$out"
