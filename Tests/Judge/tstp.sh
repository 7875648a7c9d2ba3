#!/usr/bin/env bash
# Has E check a TSTP proof step by step: each clause that is not given must follow from its parents.
# Usage: tstp.sh FILE. Prints the steps that E does not accept; the exit code says whether there are any.
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
accepted=0
refused=0
while IFS= read -r line; do
  [[ $line == cnf\(* ]] || continue
  name=$(sed -E 's/^cnf\(([^,]*),.*/\1/' <<<"$line")
  [[ $line == *", plain, "* ]] || continue
  formula=$(sed -E 's/^cnf\([^,]*, plain, (.*), inference\(.*$/\1/' <<<"$line")
  parents=$(sed -E 's/.*\[status\(thm\)\], \[(.*)\]\)\)\.$/\1/' <<<"$line")
  : >"$work/step.p"
  for parent in ${parents//,/ }; do
    grep -E "^cnf\($parent, " "$1" | sed -E 's/, (plain|axiom|negated_conjecture), /, axiom, /' >>"$work/step.p"
  done
  variables=$(grep -oE '\bX[0-9]+' <<<"$formula" | sort -u | paste -sd,)
  quantifier=${variables:+"! [$variables] : "}
  echo "fof(conclusion, conjecture, $quantifier$formula)." >>"$work/step.p"
  if eprover --auto -s --cpu-limit=20 "$work/step.p" | grep -q 'SZS status \(Theorem\|ContradictoryAxioms\)'; then
    accepted=$((accepted + 1))
  else
    refused=$((refused + 1))
    echo "not accepted: $name"
  fi
done <"$1"
echo "$1: $accepted steps accepted, $refused not"
[ "$refused" -eq 0 ] && [ "$accepted" -gt 0 ]
