#!/usr/bin/env bash
# The math workload under guarded rules, to a million nodes: no class may hold two different numbers.
# Usage: soundness.sh BENCHMARK. Exit code 1 if one does.
set -euo pipefail
for nodes in 100000 1000000; do
  line=$("$1" run "egraph/guarded-$nodes" --json)
  echo "$line"
  case $line in
  *'"contradictions":0,'*'"classesWithTwoNumbers":0'*) ;;
  *)
    echo "two different numbers became equal" >&2
    exit 1
    ;;
  esac
done
