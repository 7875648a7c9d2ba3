# The two commands that a newcomer needs are `make demo` and `make test`; both install what is missing
# on a bare Debian 12 with Swift. Everything else is for those who build Porism.

SWIFT ?= swift
CORPORA ?= ../shared/corpora
RELEASE = .build/release

# Debian's packages: to build.
BUILD_PACKAGES = libcadical-dev libgmp-dev
# Debian's packages: to judge.
JUDGE_PACKAGES = eprover python3-mpmath
# Debian's packages: to test (the pages of a site, in a browser; instructions).
TEST_PACKAGES = chromium valgrind

# The shipped theories; a law file in Tests/Fixtures/Laws says what must be found in some.
THEORIES = boolean boolean-algebra combinatory folds group intervals lattice list minmax monoid order \
  peano quasigroup ring sorting sums tree
LAWS = boolean boolean-algebra combinatory folds group intervals lattice list minmax order peano quasigroup ring \
  sorting sums tree


.PHONY: demo test proofs manual docs reproduce refute identity bench baseline counts instructions judge format install install-test release

demo: install release
	$(RELEASE)/porism derive Axioms/peano.axiom -o .build/peano.proof
	$(RELEASE)/porism check .build/peano.proof --against Axioms
	$(RELEASE)/porism site .build/peano.proof -o Site/out
	@echo "open Site/out/index.html in a browser"

test: install install-test
	$(SWIFT) test
	$(MAKE) reproduce refute counts instructions

# The certificates of the shipped theories, as they are committed.
proofs: release
	@for t in $(THEORIES); do \
	  $(RELEASE)/porism derive Axioms/$$t.axiom -o Proofs/$$t.proof >/dev/null 2>&1 || exit 1; \
	  echo "Proofs/$$t.proof"; done

	@$(MAKE) manual

# The fourth promise in full: 1, 2, 3 and 8 threads, five runs each with random hashing and one with
# fixed hashing, from two folders, give the same certificates and sites.
IDENTITY = boolean group lattice list order peano sums
identity: release
	@here=$$PWD; rm -rf .build/identity && mkdir -p .build/identity/other; \
	for t in $(IDENTITY); do for n in 1 2 3 8; do for run in 1 2 3 4 5 6; do \
	  cd "$$here"/.build/identity; file="$$here"/Axioms/$$t.axiom; \
	  [ $$((run % 2)) = 0 ] || { cd other; file=../../../Axioms/$$t.axiom; }; rm -rf $$t.site; \
	  env $$([ $$run = 6 ] && echo SWIFT_DETERMINISTIC_HASHING=1) "$$here"/$(RELEASE)/porism derive \
	    $$file --threads $$n -o $$t.proof --site $$t.site >/dev/null 2>&1 || exit 1; \
	  cmp $$t.proof "$$here"/Proofs/$$t.proof || exit 1; \
	  sum=$$(cd $$t.site && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum); \
	  [ "$${first:=$$t $$sum}" = "$$t $$sum" ] || { echo "$$t: another site"; exit 1; }; \
	done; done; first=; echo "the same bytes 24 times: $$t"; done

# The manual's page with the theorems of each shipped theory, as their certificates have them.
MANUAL = Sources/Porism/Documentation.docc/Theorems.md
manual: release
	@{ echo "# What was found"; echo; \
	  echo "The theorems of each shipped theory, as they came out: \`make proofs\` derives them,"; \
	  echo "\`make manual\` writes this page."; \
	  for t in $(THEORIES); do \
	    echo; echo "## $$t"; echo; sed -n '/^-- /!q; s/^-- //p' Axioms/$$t.axiom; echo; \
	    echo '```console'; echo "$$ porism explain Proofs/$$t.proof"; \
	    PATH=$$PWD/$(RELEASE):$$PATH porism explain Proofs/$$t.proof || exit 1; echo '```'; \
	  done; } > .build/Theorems.md && mv .build/Theorems.md $(MANUAL)
	@echo "$(MANUAL)"

# The manual as a site, in .build/manual; the pages themselves are plain text to read.
docs: install
	$(SWIFT) build
	@rm -rf .build/symbols && mkdir -p .build/symbols
	@$(SWIFT) symbolgraph-extract -module-name Porism -I .build/debug/Modules \
	  -I .build/checkouts/swift-crypto/Sources/CCryptoBoringSSL/include \
	  -target $$(uname -m)-unknown-linux-gnu -minimum-access-level public -output-dir .build/symbols
	@docc convert Sources/Porism/Documentation.docc --additional-symbol-graph-dir .build/symbols \
	  --fallback-display-name Porism --fallback-bundle-identifier porism --warnings-as-errors \
	  --output-path .build/manual
	@echo "docc preview shows it: .build/manual"

# Deriving again gives the same bytes, with another hash seed, in another folder and on another
# number of threads; every proof is right; the laws that must be found are.
THREADS = 3
EXPLORED = numbers-and-lists lists truths insertion trees parity
reproduce: release
	@rm -rf .build/reproduced && mkdir -p .build/reproduced
	@here=$$PWD; cd .build/reproduced && for t in $(THEORIES); do \
	  "$$here"/$(RELEASE)/porism derive "$$here"/Axioms/$$t.axiom --threads $(THREADS) >/dev/null 2>&1 \
	    || exit 1; \
	  cmp $$t.proof "$$here"/Proofs/$$t.proof || exit 1; echo "the same again: $$t"; done
	$(RELEASE)/porism check Proofs/*.proof --against Axioms
	@for t in $(LAWS); do \
	  $(RELEASE)/porism covers Proofs/$$t.proof Tests/Fixtures/Laws/$$t-laws.axiom \
	    > .build/reproduced/$$t.laws || { cat .build/reproduced/$$t.laws; exit 1; }; \
	  echo "covered: the laws of $$t"; done
	@cd .build/reproduced && for t in $(EXPLORED); do f=../../Tests/Fixtures/Exploration/$$t; \
	  ../../$(RELEASE)/porism derive $$f.axiom --threads $(THREADS) -o $$t.proof >/dev/null 2>&1 || exit 1; \
	  ../../$(RELEASE)/porism covers $$t.proof $$f-laws.axiom > $$t.laws || { cat $$t.laws; exit 1; }; \
	  echo "covered: the laws of $$t"; done

# Each of the false statements of Tests/Fixtures/Conjectures, laws with one symbol changed, gets its
# counterexample.
refute: release
	@for list in Tests/Fixtures/Conjectures/*.txt; do t=$$(basename $$list .txt); \
	  $(RELEASE)/porism prove Axioms/$$t.axiom --conjectures $$list > .build/refuted; \
	  ! grep -v '^SZS status CounterSatisfiable ' .build/refuted || exit 1; \
	  echo "refuted: $$(grep -c . .build/refuted) statements of $$t"; done

# All figures, for people; and the counts, which must be those of the baseline.
BENCHMARKS = derive/numbers-and-lists $(foreach t,$(filter-out list sums sorting ring boolean-algebra combinatory quasigroup folds intervals minmax tree,$(THEORIES)),derive/$(t)) grid/closure-1 grid/closure-2 \
  egraph/micro24-10 egraph/ac-8 egraph/goals egraph/backoff-100 egraph/congruence-chain \
  egraph/triangles egraph/guarded-100000 egraph/sum-30 \
  $(addprefix problem/,$(FIXED_PROBLEMS)) equational/turns

bench: install
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark run $$($(RELEASE)/benchmark list) --json

baseline: install install-test release
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark run $(BENCHMARKS) --json --counts > Tests/Baselines/counts.jsonl
	{ $(INSTRUCTIONS); } > Tests/Baselines/instructions.txt

counts: install
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark run $(BENCHMARKS) --json --counts | diff Tests/Baselines/counts.jsonl -
	@echo "the counts are those of Tests/Baselines"

# Instructions of runs on one thread, start-up included: at most two in a hundred more than the
# baseline, which `make baseline` writes. Valgrind cannot read the debug information of Swift.
FIXED_PROBLEMS = GRP178-1 BOO015-4 RNG019-6 COL002-4 LCL109-2
MEASURED = egraph/micro24-10 egraph/ac-8 egraph/goals
COUNTED = SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
  .build/stripped
COLLECTED = 2>&1 | sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
INSTRUCTIONS = strip --strip-debug -o .build/stripped $(RELEASE)/porism && \
  strip --strip-debug -o .build/stripped-benchmark $(RELEASE)/benchmark && \
  echo derive/peano $$($(COUNTED) derive Axioms/peano.axiom --threads 1 -o .build/stripped.proof \
  $(COLLECTED)) && for p in $(FIXED_PROBLEMS); do \
  echo problem/$$p $$($(COUNTED) prove Tests/Fixtures/UEQ/$$p.p --threads 1 --time 1000 $(COLLECTED)); done && \
  for s in $(MEASURED); do echo $$s $$($(COUNTED)-benchmark run $$s --counts $(COLLECTED)); done

instructions: install-test release
	$(SWIFT) build -c release --product benchmark
	@{ $(INSTRUCTIONS); } > .build/instructions
	@paste -d' ' Tests/Baselines/instructions.txt .build/instructions | awk '\
	  { if (NF < 4) { print $$1 ": no figure to compare"; bad = 1; next } \
	    printf "%s: %.0f instructions, %.3f of the baseline\n", $$1, $$4, $$4 / $$2; \
	    if ($$1 != $$3 || $$4 > 1.02 * $$2) bad = 1 } END { exit bad }'

# The tables of the problem sets; `JUDGED=all` takes every problem, not the selection only.
JUDGED = selection

judge: install release
	$(call missing,$(JUDGE_PACKAGES))
	@if test -d $(CORPORA); then \
	  Tests/Judge/ueq.sh $(RELEASE)/porism $(CORPORA)/ueq $(JUDGED) && \
	  Tests/Judge/ueq.sh $(RELEASE)/porism $(CORPORA)/ueq not-theorems && \
	  Tests/Judge/tip.sh $(RELEASE)/porism $(CORPORA)/tip && \
	  Tests/Judge/cas.py $(RELEASE)/porism $(CORPORA)/cas/cases.jsonl; \
	else echo "SKIPPED: no problem sets at $(CORPORA)"; fi
	$(SWIFT) build -c release --product benchmark
	Tests/Judge/soundness.sh $(RELEASE)/benchmark

format:
	$(SWIFT) format -i --recursive Sources Tests Package.swift

release: install
	$(SWIFT) build -c release --product porism

# Installs only what dpkg does not know, so that a machine that has all needs no network.
define missing
	@for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done > .build-packages || true
	@test ! -s .build-packages || (apt-get update -qq && apt-get install -y -qq $$(cat .build-packages))
	@rm -f .build-packages
endef

install:
	$(call missing,$(BUILD_PACKAGES))

install-test:
	$(call missing,$(TEST_PACKAGES))
