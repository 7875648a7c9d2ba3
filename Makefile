# The two commands that a newcomer needs are `make demo` and `make test`; both install what is missing
# on a bare Debian 12 with Swift. Everything else is for those who build Porism.

SWIFT ?= swift
CORPORA ?= ../shared/corpora
RELEASE = .build/release

# Debian's packages: to build.
BUILD_PACKAGES =
# Debian's packages: to test.
TEST_PACKAGES =

.PHONY: demo test bench judge format install install-test release

demo: install release
	$(RELEASE)/porism derive Axioms/peano.axiom --site Site/out
	@echo "open Site/out/index.html in a browser"

test: install install-test
	$(SWIFT) test

bench: install
	$(SWIFT) build -c release --product benchmark
	$(RELEASE)/benchmark list

judge: install release
	@test -d $(CORPORA) || echo "SKIPPED: no problem sets at $(CORPORA)"

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
