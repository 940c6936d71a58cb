# Two commands do everything: `make run` and `make test`. `make` alone lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Where it is set, each program that starts, and tests start many, compiles all our code anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
SERVERS := $(BIN)/python -m laa_portal.foundation.servers
# The lists are complete, so nothing is left to resolve: with its own mind, an old pip takes the
# newest coverage[toml] for pytest-cov although coverage is pinned, and then misses its hash.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
ARGS ?=

MAKE_VENV = "$(PYTHON)" -m venv --clear .venv
apt = { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get -qq update \
	&& DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes $(1) >/dev/null; }

# A settings module complains about what production must say; checks are made as production would.
AS_PRODUCTION := DATABASE_URL=postgresql://check@localhost/check REDIS_URL=redis://localhost/0 \
	SECRET_KEY=made-for-checks-only-0123456789-abcdefghijklmnopqrstuvwxyz \
	ALLOWED_HOSTS=portal.example HTTPS=1 DEBUG=0

# --- Setting up: each stamp says what is installed, and is older than nothing it depends on --------

RUNTIME := .venv/.runtime
TOOLS := .venv/.tools
PACKAGES := node_modules/.installed
ASSETS := node_modules/.assets
STATIC := staticfiles/.collected

$(RUNTIME): requirements.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "This needs Python 3.11: install it, or name it with PYTHON=…" >&2; exit 1; }
	@echo "Installing Python packages …"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(MAKE_VENV) || \
		{ $(call apt,python3-venv) && $(MAKE_VENV); }
	@$(PIP) -r requirements.txt
	@touch $@

$(TOOLS): requirements-test.txt $(RUNTIME)
	@echo "Installing tools for tests and checks …"
	@$(PIP) -r requirements-test.txt
	@touch $@

# Node 20 or later of the machine; failing that, the one that comes as a Python package.
$(PACKAGES): package.json package-lock.json requirements-node.txt $(RUNTIME)
	@echo "Installing front-end packages …"
	@export PATH="$(CURDIR)/$(BIN):$$PATH"; \
		{ npm --version && node -e 'process.exit(parseInt(process.versions.node) < 20)'; } \
		>/dev/null 2>&1 || $(PIP) -r requirements-node.txt; \
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): laa_portal/foundation/assets.py $(PACKAGES)
	@$(BIN)/python -m laa_portal.foundation.assets
	@touch $@

$(STATIC): $(ASSETS) $(shell find static -type f -not -path 'static/vendor/*' 2>/dev/null)
	@$(AS_PRODUCTION) $(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

# --- What people call ------------------------------------------------------------------------------

.PHONY: help setup run code test bite check types style fix openapi diagrams bench reset lock browser

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUNTIME) $(STATIC) ## install what the portal needs, into this folder only

run: setup ## start everything and print where; PORT=8000
	@exec $(BIN)/python -m laa_portal.run

code: $(RUNTIME) ## print a demo person's second factor: ROLE=go_reviewer
	@test -n "$(ROLE)" || { echo "Say whose: make code ROLE=go_reviewer" >&2; exit 1; }
	@$(BIN)/python manage.py code $(ROLE) 2>/dev/null || \
		{ echo "No code for $(ROLE): is \`make run\` running in this folder?" >&2; exit 1; }

# Tests that kill servers, or sit in a browser, mostly wait: each of these kinds runs one after the
# other, beside all others, which keep the processors busy. What wants the demonstration is one kind,
# since making that takes a minute. Each has servers of its own, since a seal waits for every older
# transaction of its server. Without `set -m` the ones in the background, and all that they start,
# would not hear Ctrl-C, which is among what they test. The others step back, so that what waits for
# an answer gets it in time. What failed is named once more at the end.
pytest = $(SERVERS) with --name $(1) --fast -- $(BIN)/python -m pytest
WAITING := faults journeys
faults := tests/faults
journeys := tests/journeys tests/survival
LANES := others $(WAITING)
# The matrix of permissions is asked at each turn, of records that are alike one a person; with every
# record, whether it bites, and what nonsense does, at length.
AT_LENGTH := tests/permissions/test_teeth.py tests/permissions/test_bad_input.py

define beside
$(call pytest,$(1)) $($(1)) >var/log/tests-$(1).log 2>&1 & $(1)=$$!;
endef

define EACH
	mkdir -p var/log; set -m; \
	$(foreach kind,$(WAITING),$(call beside,$(kind))) \
	trap 'kill $(WAITING:%=$$%) 2>/dev/null || true' EXIT; \
	status=0; nice -n 10 $(call pytest,test) -n auto --dist worksteal tests \
		$(patsubst %,--ignore=%,$(foreach kind,$(WAITING),$($(kind))) $(AT_LENGTH)) 2>&1 \
		| tee -i var/log/tests-others.log || status=1; \
	for kind in $(WAITING); do wait $${!kind} || status=1; cat var/log/tests-$$kind.log; done; \
	grep --no-filename --extended-regexp '^(FAILED|ERROR) ' $(LANES:%=var/log/tests-%.log) || true; \
	exit $$status
endef

# Playwright brings a Node that wants a library which a bare Debian lacks: it is given ours.
test: setup $(TOOLS) $(if $(ARGS),,browser) ## run all tests, or some: ARGS="tests/unit -x"
	@export CHROMIUM="$$($(FIND_CHROMIUM))" SECRET_KEY="$${SECRET_KEY:-for-tests-only}"; \
		export PLAYWRIGHT_NODEJS_PATH="$$(PATH="$(CURDIR)/$(BIN):$$PATH" command -v node)"; \
		$(if $(ARGS),exec $(call pytest,test) $(ARGS),$(EACH))

bite: setup $(TOOLS) ## prove that the permission tests bite, and send nonsense: an hour
	@export EVERYBODY_ASKS_ALL=1 SECRET_KEY="$${SECRET_KEY:-for-tests-only}"; \
		exec $(call pytest,test) -n auto --dist worksteal tests/permissions

check: setup $(TOOLS) ## every check of style, types, layers, templates and settings
	@$(MAKE) --no-print-directory --jobs=2 types style

# Types take as long as all the others, on one processor.
types:
	$(BIN)/mypy .

style:
	$(BIN)/python -m pip check --disable-pip-version-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	SECRET_KEY=made-for-checks-only $(SERVERS) with --name check --fast -- \
		$(BIN)/python manage.py makemigrations --check --dry-run
	$(AS_PRODUCTION) $(BIN)/python manage.py openapi --check
	$(AS_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: $(TOOLS) ## mend what the checks can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

openapi: $(RUNTIME) ## write the API's document into docs/api; RELEASE=1 promises it to partners
	@$(AS_PRODUCTION) $(BIN)/python manage.py openapi $(if $(RELEASE),--release)

diagrams: $(RUNTIME) ## draw the lives of records into docs/states.md
	@$(AS_PRODUCTION) $(BIN)/python manage.py diagrams

bench: setup $(TOOLS) ## measure: NAME=statistics SEED=1 SCALE=0.1
	@test -n "$(NAME)" || { echo "Say what to measure: make bench NAME=statistics" >&2; exit 1; }
	@SECRET_KEY="$${SECRET_KEY:-for-benchmarks-only}" exec $(SERVERS) with --name bench -- \
		$(BIN)/python -m benchmarks.$(NAME)

reset: $(RUNTIME) ## forget all data of `make run` and start over
	@$(SERVERS) reset
	@rm -rf var/demo.json var/log var/audit staticfiles

lock: ## work out the pinned requirements anew
	@rm -rf var/lock && "$(PYTHON)" -m venv var/lock
	@var/lock/bin/pip install --quiet --disable-pip-version-check pip-tools
	@for name in requirements requirements-test requirements-node; do \
		var/lock/bin/pip-compile --quiet --generate-hashes --no-header --strip-extras \
			--no-emit-index-url --no-emit-find-links --allow-unsafe --upgrade \
			--output-file $$name.txt $$name.in; \
	done

# --- The browser of the browser tests --------------------------------------------------------------

PLAYWRIGHTS := $${PLAYWRIGHT_BROWSERS_PATH:-$$HOME/.cache/ms-playwright}
FIND_CHROMIUM = command -v "$${CHROMIUM:-chromium}" || command -v chromium-browser \
	|| command -v google-chrome \
	|| compgen -G "$(PLAYWRIGHTS)/chromium-*/chrome-linux*/chrome" | head -n 1 || true

browser:
	@test -n "$$($(FIND_CHROMIUM))" || $(call apt,chromium) || \
		{ echo "The browser tests need Chromium: install it, or name it with CHROMIUM=…" >&2; exit 1; }
