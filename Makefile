# Two commands set everything up: `make demo` and `make test`. Both install the system packages that are missing.

SWIFT ?= swift
JOBS ?= 2
RELEASE := .build/release/switchbook
# One binary that runs from anywhere: the Swift runtime is linked into it.
RELEASE_FLAGS := -c release -Xswiftc -static-stdlib

PACKAGES := libxml2-dev libyaml-dev libssl-dev libuchardet-dev libzip-dev
PROBES := libxml-2.0 yaml-0.1 libcrypto uchardet libzip

.PHONY: help setup build release demo test lint format golden fuzz metadata clean

help:
	@echo 'make demo     install what is missing, build, and run the main job on Samples/'
	@echo 'make test     install what is missing, and run every test'
	@echo 'make release  build the command: $(RELEASE)'
	@echo 'make lint     check the formatting;  make format  mend it'
	@echo 'make fuzz     feed every parser with made-up bytes, SECONDS_EACH=30;  make metadata  renew the numbering plans'
	@echo 'make golden   write the expected output of the tests anew, to be reviewed with git diff'

# System packages, by apt, told before it does.
setup:
	@if ! command -v pkg-config >/dev/null || ! pkg-config --exists $(PROBES); then \
	  echo 'Installing with apt-get: pkg-config $(PACKAGES)'; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq pkg-config $(PACKAGES) >/dev/null; \
	fi

build: setup
	$(SWIFT) build -j $(JOBS)

release: setup
	$(SWIFT) build -j $(JOBS) $(RELEASE_FLAGS) --product switchbook

demo: release
	@bash Samples/demo.sh $(RELEASE)

test: setup
	$(SWIFT) test -j $(JOBS)

golden: setup
	SWITCHBOOK_GOLDEN=write $(SWIFT) test -j $(JOBS)

lint:
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

# Every target of Tests/Fuzz, each for so many seconds; what it adds to the corpus stays in .build-fuzz.
SECONDS_EACH ?= 30
FUZZ_ENV := SWITCHBOOK_FUZZ=1
fuzz: setup
	$(FUZZ_ENV) $(SWIFT) build -j $(JOBS) -c release --scratch-path .build-fuzz 2>&1 | grep -v 'Cannot export local symbol'
	@set -e; for corpus in Tests/Fuzz/*/corpus; do \
	  name=$$(basename $$(dirname $$corpus)); found=.build-fuzz/corpus/$$name; mkdir -p $$found; \
	  echo "Fuzzing $$name for $(SECONDS_EACH) s"; \
	  .build-fuzz/release/Fuzz$$name -max_total_time=$(SECONDS_EACH) -max_len=4096 -timeout=10 -verbosity=0 \
	    -print_final_stats=1 $$found $$corpus; \
	done

# The numbering plans' tables, made anew from the version of libphonenumber's metadata that is pinned.
PLANS := Sources/CNumberingTables
metadata:
	python3 -m venv .build-metadata
	.build-metadata/bin/pip install -q -r $(PLANS)/Generator/requirements.txt
	PYTHONDONTWRITEBYTECODE=1 .build-metadata/bin/python $(PLANS)/Generator/generate.py $(PLANS)/numbering_tables.c

clean:
	$(SWIFT) package clean
