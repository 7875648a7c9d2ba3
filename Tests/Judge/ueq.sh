#!/usr/bin/env bash
# Runs unit-equality problems through porism and, where it is installed, through E, and prints a table:
# CPU seconds to a proof, or what came instead. Usage: ueq.sh PORISM CORPUS [selection|all|not-theorems]
# SECONDS limits each run (CPU; default 10). The exit code is 1 if something satisfiable was proved.
set -uo pipefail
porism=$1
corpus=$2
part=${3:-selection}
seconds=${SECONDS_EACH:-10}
export TIMEFORMAT='%U %S'
case $part in
  selection) files=$(sed "s|^|$corpus/|; s|$|.p|" "$corpus/selection.txt") ;;
  all) files=$(ls "$corpus"/*.p) ;;
  *) files=$(ls "$corpus"/not-theorems/*.p) ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
has_e=$(command -v eprover || true)

# Prints the SZS status and the CPU seconds of a command.
measure() {
  local cpu status
  cpu=$( { time "$@" >"$work/out" 2>"$work/err"; } 2>&1 | awk '{ print $1 + $2 }')
  status=$(grep -o 'SZS status [A-Za-z]*' "$work/out" | head -1 | cut -d' ' -f3)
  echo "${status:-Error} $cpu"
}

wrong=0
printf '%-12s %-20s %8s' problem porism CPU
[ -n "$has_e" ] && printf ' %-16s %8s' E CPU
echo
for file in $files; do
  name=$(basename "$file" .p)
  recorded=$(sed -n 's/^% Status: *//p' "$file" | head -1)
  read -r status cpu <<<"$(measure "$porism" prove "$file" --time "$seconds")"
  printf '%-12s %-20s %8.2f' "$name" "$status" "$cpu"
  echo "$name $status $cpu" >>"$work/ours"
  if [ "$recorded" = Satisfiable ] && [[ $status == Unsatisfiable || $status == Theorem ]]; then
    wrong=1
    printf ' WRONG'
  fi
  if [ -n "$has_e" ]; then
    read -r status cpu <<<"$(measure eprover --auto -s --cpu-limit="$seconds" "$file")"
    printf ' %-16s %8.2f' "$status" "$cpu"
    echo "$name $status $cpu" >>"$work/theirs"
  fi
  echo
done

# Number of proofs and of models, and the median time of the solved ones.
summary() {
  awk '$2 == "Unsatisfiable" || $2 == "Theorem" { p++ }
    $2 == "Satisfiable" || $2 == "CounterSatisfiable" { m++ }
    END { printf "%d problems, %d proved, %d with a model", NR, p, m }' "$1"
  grep -E ' (Unsatisfiable|Theorem|Satisfiable|CounterSatisfiable) ' "$1" | awk '{ print $3 }' \
    | sort -n | awk '{ a[NR] = $1 } END { if (NR) printf ", median %.3f CPU seconds", a[int((NR + 1) / 2)] }'
  echo
}
echo "porism: $(summary "$work/ours")"
if [ -n "$has_e" ]; then
  echo "E:      $(summary "$work/theirs")"
  both=$(cat "$work/ours" "$work/theirs" | grep -E ' (Unsatisfiable|Theorem) ' | cut -d' ' -f1 | sort -u | wc -l)
  echo "proved by one of them: $both"
fi
exit $wrong
