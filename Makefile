# Two commands set everything up: `make demo` and `make test`. Both install the system packages that are missing.

SWIFT ?= swift
JOBS ?= 2
RELEASE := .build/release/switchbook
# One binary that runs from anywhere: the Swift runtime is linked into it.
RELEASE_FLAGS := -c release -Xswiftc -static-stdlib

PACKAGES := libicu-dev libxml2-dev libyaml-dev libssl-dev libuchardet-dev libzip-dev
PROBES := icu-i18n libxml-2.0 yaml-0.1 libcrypto uchardet libzip

.PHONY: help setup build release demo test test-all mutants lint format golden sanitize fuzz metadata parity bench \
  bench-import bench-numbers bench-directories bench-bundle bench-duplicates bench-tables bench-spreadsheets \
  bench-vcard compare-vcard validate-vcard vcard-peers clean

help:
	@echo 'make demo     install what is missing, build, and run the main job on Samples/'
	@echo 'make test     install what is missing, and run every test'
	@echo 'make test-all the same with more of what is made at random, docs/serving with a real nginx, cards judged by others, the corpora of fuzzing'
	@echo 'make mutants  put faults into the code that keeps contacts private, and see that the tests find each'
	@echo 'make release  build the command: $(RELEASE)'
	@echo 'make lint     check the formatting;  make format  mend it'
	@echo 'make fuzz     feed every parser with made-up bytes, SECONDS_EACH=30;  make metadata  renew the numbering plans'
	@echo 'make sanitize run every test with the address sanitizer, then with the thread sanitizer'
	@echo 'make bench    time everything beside its peers, in one run;  make bench-import  the import alone'
	@echo 'make parity   compare $(PARITY_COUNT) numbers with libphonenumber;  make bench-numbers  time both'
	@echo 'make compare-vcard what is left of cards, beside ez-vcard and vobject;  make validate-vcard has them judge ours'
	@echo 'make golden   write the expected output of the tests anew, to be reviewed with git diff'

# $(call install,PACKAGES): system packages, by apt, told before it does.
install = { echo "Installing with apt-get: $(1)"; sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
  $$sudo apt-get update -qq && \
  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }

# The packages of PyPI that $^ list, in a place of their own.
define virtual-environment
@python3 -c 'import ensurepip' 2>/dev/null || $(call install,python3-venv)
mkdir -p $(dir $@)
python3 -m venv $@
$@/bin/pip install -q $(addprefix -r ,$^)
@touch $@
endef

setup:
	@command -v pkg-config >/dev/null && pkg-config --exists $(PROBES) || $(call install,pkg-config $(PACKAGES))

build: setup
	$(SWIFT) build -j $(JOBS)

release: setup
	$(SWIFT) build -j $(JOBS) $(RELEASE_FLAGS) --product switchbook

demo: release
	@bash Samples/demo.sh $(RELEASE)

test: setup
	$(SWIFT) test -j $(JOBS)

# More of what is made at random (200 imports are killed, 1,000 companies' exports are searched), a disk that is really
# full (a tmpfs, where the user may mount one), the example configuration of docs/serving with a real nginx, cards judged
# by others, and the corpora of fuzzing. Commands are those of a release, as they are used, and fast enough to be killed
# that often.
test-all: release
	SWITCHBOOK_TEST_ALL=1 SWITCHBOOK_PRODUCTS=$(abspath $(dir $(RELEASE))) $(SWIFT) test -j $(JOBS)
	@command -v nginx >/dev/null && command -v curl >/dev/null && command -v openssl >/dev/null || \
	  $(call install,nginx curl openssl)
	bash Tests/Serving/serving.sh $(RELEASE)
	$(MAKE) validate-vcard
	$(MAKE) fuzz RUNS=0

# ez-vcard and vobject validate what is written of the samples, in every version of cards.
VCARD := .build-bench/vcard
# Debian's package of ez-vcard names none of what it needs.
EZVCARD_JARS := $(addprefix /usr/share/java/,ez-vcard.jar vinnie.jar commons-codec.jar)
EZVCARD := -cp $(subst $(eval) ,:,$(EZVCARD_JARS))
validate-vcard: build vcard-peers
	@$(VCARD)/python/bin/python Tests/Cards/validate.py .build/debug/switchbook 'java $(EZVCARD) Tests/Cards/ValidateCards.java'

vcard-peers: $(VCARD)/python
	@command -v javac >/dev/null && ls $(EZVCARD_JARS) >/dev/null 2>&1 || \
	  $(call install,default-jdk-headless libez-vcard-java libvinnie-java libcommons-codec-java)
	@mkdir -p $(VCARD)/java && javac -d $(VCARD)/java $(EZVCARD) Benchmarks/VCard/EzVCard.java

$(VCARD)/python: Benchmarks/VCard/requirements.txt
	$(virtual-environment)

# What is left of cards that Switchbook, ez-vcard and vobject read and write again, as the table of docs/vcard.md: over the
# samples, or over those of other projects too, which are fetched into CORPUS where that is told.
CORPUS ?=
VCARD_BENCH := .build-bench/release/BenchVCard
compare-vcard: $(VCARD_BENCH) vcard-peers
	@if [ -n "$(CORPUS)" ]; then mkdir -p "$(CORPUS)"; while read -r name url; do \
	  [ -d "$(CORPUS)/$$name" ] || git clone -q --depth 1 "$$url" "$(CORPUS)/$$name"; \
	done < Benchmarks/VCard/corpora.txt; fi
	@python3 Benchmarks/VCard/compare.py Samples/vcard $(CORPUS) -- 'Switchbook=$(VCARD_BENCH) copy' \
	  'ez-vcard 0.11.2=java $(EZVCARD):$(VCARD)/java EzVCard copy' \
	  'vobject 0.9.9=$(VCARD)/python/bin/python Benchmarks/VCard/vobject_peer.py copy'

.PHONY: $(VCARD_BENCH)
$(VCARD_BENCH): setup
	SWITCHBOOK_BENCH=1 $(SWIFT) build -j $(JOBS) -c release --scratch-path .build-bench --product BenchVCard

# 200,000 cards read and written again, beside ez-vcard, KContacts and vobject.
bench-vcard: release $(VCARD_BENCH) vcard-peers
	@dpkg -s libkf5contacts-dev >/dev/null 2>&1 || $(call install,libkf5contacts-dev)
	$(CXX) -O2 -fPIC Benchmarks/VCard/kcontacts.cpp $$(pkg-config --cflags Qt5Core Qt5Gui) -I/usr/include/KF5/KContacts \
	  -lKF5Contacts -lQt5Core -o $(VCARD)/kcontacts
	@python3 Benchmarks/VCard/run.py $(VCARD) $(RELEASE) $(VCARD_BENCH) 'java $(EZVCARD):$(VCARD)/java EzVCard' \
	  $(VCARD)/kcontacts '$(VCARD)/python/bin/python Benchmarks/VCard/vobject_peer.py'

# Takes minutes: every fault is built.
mutants: setup
	@bash Tests/BundleTests/Mutants/mutants.sh .build-mutants $(JOBS)

golden: setup
	SWITCHBOOK_GOLDEN=write $(SWIFT) test -j $(JOBS)

lint:
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

# Leaks are not looked for: what only a Swift string or enumeration points to, as much that is made once, would count as one.
ADDRESSES := ASAN_OPTIONS=detect_leaks=0

# What the thread sanitizer takes for a race, and is none.
THREADS := TSAN_OPTIONS=suppressions=$(abspath Tests/Sanitizers/threads.supp)

# Transcripts run the command itself, which is not built for it here.
sanitize: setup
	for kind in address thread; do \
	  $(ADDRESSES) $(THREADS) $(SWIFT) test -j $(JOBS) --sanitize=$$kind --scratch-path .build-$$kind --skip CommandTests || exit 1; \
	done

# Every target of Tests/Fuzz, each for so many seconds; what it adds to the corpus stays in .build-fuzz. With RUNS=0 nothing
# is made up, and the corpora alone are fed.
SECONDS_EACH ?= 30
RUNS ?= -1
FUZZ_ENV := SWITCHBOOK_FUZZ=1 $(ADDRESSES)
fuzz: setup
	@set -e; for corpus in Tests/Fuzz/*/corpus; do \
	  name=$$(basename $$(dirname $$corpus)); found=.build-fuzz/corpus/$$name; mkdir -p $$found; \
	  $(FUZZ_ENV) $(SWIFT) build -j $(JOBS) -c release --scratch-path .build-fuzz --product Fuzz$$name >.build-fuzz/log 2>&1 \
	    || { cat .build-fuzz/log; exit 1; }; \
	  echo "Fuzzing $$name$(if $(filter -1,$(RUNS)), for $(SECONDS_EACH) s)"; \
	  $(FUZZ_ENV) .build-fuzz/release/Fuzz$$name -runs=$(RUNS) -max_total_time=$(SECONDS_EACH) -max_len=4096 \
	    -timeout=10 -verbosity=0 -print_final_stats=1 $$found $$corpus; \
	done

# The numbering plans' tables, made anew from the version of libphonenumber's metadata that is pinned.
PLANS := Sources/CNumberingTables
PYTHON := PYTHONDONTWRITEBYTECODE=1 .build-python/bin/python
metadata: .build-python
	$(PYTHON) $(PLANS)/Generator/generate.py $(PLANS)/numbering_tables.c
	$(PYTHON) $(PARITY) sample Tests/NumberingPlanTests/Samples

# The same answers as libphonenumber, over numbers that are made up anew for every PARITY_SEED.
PARITY := Tests/NumberingPlanTests/Parity/parity.py
PARITY_COUNT ?= 5000000
PARITY_SEED ?= 1
parity: release .build-python
	$(PYTHON) $(PARITY) compare $(RELEASE) $(PARITY_COUNT) $(PARITY_SEED)

.build-python: $(PLANS)/Generator/requirements.txt Benchmarks/Numbers/requirements.txt \
    Benchmarks/Import/requirements.txt Benchmarks/Tables/requirements.txt Benchmarks/Spreadsheets/requirements.txt
	$(virtual-environment)

# Ours beside libphonenumber in C++, rphonenumbers and phonenumbers, over the same lines in one run.
BENCH_NUMBERS := .build-bench/numbers
bench-numbers: release .build-python
	@dpkg -s libphonenumber-dev >/dev/null 2>&1 || $(call install,libphonenumber-dev)
	SWITCHBOOK_BENCH=1 $(SWIFT) build -j $(JOBS) -c release --scratch-path .build-bench --product BenchNumbers
	mkdir -p $(BENCH_NUMBERS)
	$(CXX) -O2 Benchmarks/Numbers/libphonenumber.cpp -lphonenumber -o $(BENCH_NUMBERS)/libphonenumber
	$(CC) -O2 -shared -fPIC Benchmarks/Numbers/mallocs.c -o $(BENCH_NUMBERS)/mallocs.so
	test -s $(BENCH_NUMBERS)/lines.tsv || $(PYTHON) Benchmarks/Numbers/lines.py $(BENCH_NUMBERS)/lines.tsv
	@$(PYTHON) Benchmarks/Numbers/run.py .build-bench/release/BenchNumbers $(BENCH_NUMBERS)/libphonenumber \
	  $(BENCH_NUMBERS)/mallocs.so $(BENCH_NUMBERS)/lines.tsv $(RELEASE)

# Reading and writing a phone directory beside xmllint, which only parses it.
bench-directories: setup
	@command -v xmllint >/dev/null || $(call install,libxml2-utils)
	SWITCHBOOK_BENCH=1 $(SWIFT) build -j $(JOBS) -c release --scratch-path .build-bench --product BenchDirectories
	@python3 Benchmarks/Directories/run.py .build-bench/release/BenchDirectories .build-bench

# A bundle's life at 5,000 and 500,000 contacts beside git, and an export for 500 extensions.
bench-bundle: release
	@python3 Benchmarks/Bundle/run.py $(RELEASE) .build-bench/bundle

# Duplicates beside Splink, on labelled data and at size. The generated contacts need a generator, which is not ours.
DUPLICATES := .build-bench/duplicates
CONTACTS ?= ../shared/tools/generate_duplicates.py
bench-duplicates: release $(DUPLICATES)/python
	@test -e $(CONTACTS) || echo '$(CONTACTS) is not there: FEBRL only'
	@PYTHONDONTWRITEBYTECODE=1 $(DUPLICATES)/python/bin/python Benchmarks/Duplicates/run.py $(RELEASE) $(DUPLICATES) \
	  $(addprefix --contacts ,$(wildcard $(CONTACTS)))

$(DUPLICATES)/python: Benchmarks/Duplicates/requirements.txt
	$(virtual-environment)

# A CSV of 200,000 rows in three encodings beside Polars and DuckDB.
bench-tables: release .build-python
	@$(PYTHON) Benchmarks/Tables/run.py $(RELEASE)

# Workbooks of 50,000 rows by 20 columns beside openpyxl and calamine.
bench-spreadsheets: release .build-python
	@$(PYTHON) Benchmarks/Spreadsheets/run.py $(RELEASE) .build-bench/spreadsheets

bench: bench-import bench-numbers bench-directories bench-bundle bench-duplicates bench-tables bench-spreadsheets \
  bench-vcard

# The import of a spreadsheet beside a Python script that does the same work.
bench-import: release .build-python
	@$(PYTHON) Benchmarks/Import/run.py $(RELEASE) .build-bench/import

clean:
	$(SWIFT) package clean
