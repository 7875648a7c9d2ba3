#!/usr/bin/env bash
# Runs inductive problems in TIP's SMT-LIB through porism and prints a table: status, CPU seconds, and of
# what is proved the last inference and the lemmas that were found for it.
# Usage: tip.sh PORISM CORPUS [SET...]; the sets are folders of the corpus, all by default.
# SECONDS_EACH limits each run (CPU; default 10). All problems are theorems, so no answer can be wrong but
# a failure to read: the exit code is 1 if there is one.
set -uo pipefail
porism=$1
corpus=$2
shift 2
seconds=${SECONDS_EACH:-10}
export TIMEFORMAT='%U %S'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- isaplanner prod
unread=0
for set in "$@"; do
  for file in "$corpus/$set"/*.smt2; do
    # What does not look at the clock for long ends here.
    cpu=$( { time timeout $((seconds * 20)) "$porism" prove "$file" --time "$seconds" --threads 1 --json \
      >"$work/out" 2>"$work/err"; } 2>&1 | tail -1 | awk '{ print $1 + $2 }')
    field() { sed -n "1s/.*\"$1\":\($2\).*/\1/p" "$work/out"; }
    status=$(field status '"[A-Za-z]*"' | tr -d '"')
    scheme=$(field scheme '"[^"]*"' | tr -d '"')
    lemmas=$(field lemmas '\[[^]]*\]' | tr -d '[]"' | tr ',' ' ')
    grep -q 'error\[' "$work/err" && unread=1 && status=${status:-Unread}
    # What came later than the limit does not count.
    awk -v c="$cpu" -v s="$seconds" 'BEGIN { exit c <= s }' && status=Timeout
    [ "$status" = Theorem ] || scheme='' lemmas=''
    printf '%-24s %-14s %8.2f  %s%s\n' "$set/$(basename "$file" .smt2)" "${status:-Error}" "$cpu" \
      "$scheme" "${lemmas:+, lemmas: $lemmas}"
    echo "$set ${status:-Error} $cpu" >>"$work/all"
  done
done
for set in "$@"; do
  grep "^$set " "$work/all" | awk -v s="$set" '$2 == "Theorem" { p++ } END { printf "%s: %d problems, %d proved", s, NR, p }'
  grep "^$set Theorem" "$work/all" | awk '{ print $3 }' | sort -n \
    | awk '{ a[NR] = $1 } END { if (NR) printf ", median %.2f CPU seconds", a[int((NR + 1) / 2)]; print "" }'
done
exit $unread
