# Two commands set everything up: `make demo` and `make test`. Both install the system packages that are missing.

SWIFT ?= swift
JOBS ?= 2
RELEASE := .build/release/switchbook
# One binary that runs from anywhere: the Swift runtime is linked into it.
RELEASE_FLAGS := -c release -Xswiftc -static-stdlib

PACKAGES := libxml2-dev libyaml-dev libssl-dev libuchardet-dev libzip-dev
PROBES := libxml-2.0 yaml-0.1 libcrypto uchardet libzip

.PHONY: help setup build release demo test lint format golden clean

help:
	@echo 'make demo     install what is missing, build, and run the main job on Samples/'
	@echo 'make test     install what is missing, and run every test'
	@echo 'make release  build the command: $(RELEASE)'
	@echo 'make lint     check the formatting;  make format  mend it'
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

clean:
	$(SWIFT) package clean
