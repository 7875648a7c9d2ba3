# The two commands that a newcomer needs are `make demo` and `make test`; both install what is missing
# on a bare Debian 12 with Swift. Everything else is for those who build Porism.

SWIFT ?= swift
CORPORA ?= ../shared/corpora
RELEASE = .build/release

# Debian's packages: to build.
BUILD_PACKAGES = libcadical-dev
# Debian's packages: to judge.
JUDGE_PACKAGES = eprover
# Debian's packages: to test.
TEST_PACKAGES =

# The shipped theories; a law file in Tests/Fixtures/Laws says what must be found in some.
THEORIES = boolean group lattice list monoid order peano sums
LAWS = group lattice list order peano sums


.PHONY: demo test proofs reproduce bench baseline counts judge format install install-test release

demo: install release
	$(RELEASE)/porism derive Axioms/peano.axiom -o .build/peano.proof
	$(RELEASE)/porism check .build/peano.proof --against Axioms
	$(RELEASE)/porism site .build/peano.proof -o Site/out
	@echo "open Site/out/index.html in a browser"

test: install install-test
	$(SWIFT) test
	$(MAKE) reproduce counts

# The certificates of the shipped theories, as they are committed.
proofs: release
	@for t in $(THEORIES); do \
	  $(RELEASE)/porism derive Axioms/$$t.axiom -o Proofs/$$t.proof >/dev/null 2>&1 || exit 1; \
	  echo "Proofs/$$t.proof"; done

# Deriving again gives the same bytes, with another hash seed and in another folder; every proof is
# right; the laws that must be found are.
reproduce: release
	@rm -rf .build/reproduced && mkdir -p .build/reproduced
	@here=$$PWD; cd .build/reproduced && for t in $(THEORIES); do \
	  "$$here"/$(RELEASE)/porism derive "$$here"/Axioms/$$t.axiom >/dev/null 2>&1 || exit 1; \
	  cmp $$t.proof "$$here"/Proofs/$$t.proof || exit 1; echo "the same again: $$t"; done
	$(RELEASE)/porism check Proofs/*.proof --against Axioms
	@for t in $(LAWS); do \
	  $(RELEASE)/porism covers Proofs/$$t.proof Tests/Fixtures/Laws/$$t-laws.axiom \
	    > .build/reproduced/$$t.laws || { cat .build/reproduced/$$t.laws; exit 1; }; \
	  echo "covered: the laws of $$t"; done

# All figures, for people; and the counts, which must be those of the baseline.
BENCHMARKS = $(foreach t,$(filter-out list sums,$(THEORIES)),derive/$(t)) grid/closure-1 grid/closure-2

bench: install
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark run $$($(RELEASE)/benchmark list) --json

baseline: install
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark run $(BENCHMARKS) --json --counts > Tests/Baselines/counts.jsonl

counts: install
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark run $(BENCHMARKS) --json --counts | diff Tests/Baselines/counts.jsonl -
	@echo "the counts are those of Tests/Baselines"

# The tables of the problem sets; `JUDGED=all` takes every problem, not the selection only.
JUDGED = selection

judge: install release
	$(call missing,$(JUDGE_PACKAGES))
	@if test -d $(CORPORA); then \
	  Tests/Judge/ueq.sh $(RELEASE)/porism $(CORPORA)/ueq $(JUDGED) && \
	  Tests/Judge/ueq.sh $(RELEASE)/porism $(CORPORA)/ueq not-theorems; \
	else echo "SKIPPED: no problem sets at $(CORPORA)"; fi

format:
	$(SWIFT) format -i --recursive Sources Tests Package.swift

release:
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
