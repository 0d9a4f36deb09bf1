# One verb per chore; each line below is a command you could type yourself.
#
#   make run       serve the benefits site from released wheels on http://127.0.0.1:8000/
#   make test      everything CI runs
#   make rehearse  every archived release to the newest, measured on a real PostgreSQL
#   make hazards   scores the tool against a labelled corpus of upgrades (HAZARDS=folder)
#   make compatibility    what it said, into host/compatibility.json (when train.txt moves)
#   make compose   the wheels side by side: each omitted, enabled late, both orders, stepwise
#   make index     a private package index (devpi) filled from releases/
#   make rolling-upgrade  renews two hosts under load, forward and back (FROM=, TO= as name==version)
#   make restore-drill    dumps a site (DATABASE_URL's, or one made for it), restores and checks it
#   make legacy    a monolith of ten years is taken apart, and two wheels adopt its tables
#   make versions  the contract tests on every PostgreSQL, Python and Django to be had, into the README
#   make test-browser     every page and the journeys in Chromium, which has to be there
#   make screenshots      the pictures of the README, of the demo that `make run` serves meanwhile
#   make lint      style, types, boundaries, workflows
#   make build     candidate wheels of every package into dist/
#   make release PACKAGE=billing-app    bring a committed version to the index's stable side, and archive it
#   make archive PACKAGE=billing-app    only build HEAD's version into releases/
#
# DATABASE_URL=postgresql://… uses that PostgreSQL instead of the embedded one.

.DEFAULT_GOAL := help
.PHONY: help run test screenshots rehearse compose hazards rolling-upgrade restore-drill operating-tools legacy versions compatibility index lint build release archive package-is-named index-is-named publisher-is-named requirements clean clean-caches python-is-new-enough \
        tools index-tools test-env test-packages test-domains test-classic test-host test-browser test-repository \
        packages-on-database domains-on-database host-on-database repository-on-database

DOMAINS  := benefits-app enrolments-app billing-app
PACKAGES := domain-kit $(DOMAINS) django-wheelwright

# The interpreter: a version or a path. Empty: the one behind `python3`, or a newer one beside it.
PYTHON ?=
# Another Django for the tests, for example DJANGO=5.2. Empty: the pinned one.
DJANGO ?=
# A folder of wheels to test instead of building them. Empty: build.
WHEELS ?=
PORT   ?= 8000
# The package to release, and the index to release it to.
PACKAGE ?=
INDEX   ?= http://127.0.0.1:3141
# The labelled corpus of upgrades that `make hazards` scores.
HAZARDS ?= ../shared/hazards

POSTGRES ?=
VERSIONS_OF = $(POSTGRES:%=--postgres %) $(PYTHON:%=--python %) $(DJANGO:%=--django %) $(WHEELS:%=--wheels %) \
              $(if $(strip $(POSTGRES)$(PYTHON)$(DJANGO)),,--readme)

export UV_PYTHON_DOWNLOADS ?= never
UV         := .venv/bin/uv
WHEELWRIGHT := .venv/bin/wheelwright
# Processes that test side by side. One more than there are cores gains nothing: each has servers of its own.
WORKERS    ?= 2

help:
	@sed -n '/^#   make/s/^#   //p' Makefile

# --- What people run ------------------------------------------------------------------------

run: .venv-host/.installed
	@$(WHEELWRIGHT) postgres --data .work/postgres -- \
	  .venv-host/bin/python host/manage.py demo --port $(PORT)

rehearse: .venv/.tools
	$(WHEELWRIGHT) matrix --releases releases --host host \
	  --contracts host/tests/contracts --json .work/rehearsal.json --html .work/rehearsal.html

# What the last rehearsal of the train says, for the host to read: committed when train.txt moves.
compatibility: .venv/.tools
	$(WHEELWRIGHT) compatibility .work/rehearsal.json --keep --out host/compatibility.json
compose: .venv/.tools
	$(WHEELWRIGHT) compose --releases releases --host host \
	  --contracts host/tests/contracts --json .work/composition.json --html .work/composition.html

hazards: .venv/.tools
	.venv/bin/python $(HAZARDS)/score.py $(HAZARDS) --tool $(WHEELWRIGHT) --jobs $(WORKERS)

index: .venv-index/.installed
	$(WHEELWRIGHT) index serve --releases releases --data .work/index

# One release that adds and one that drops, or the one that FROM and TO name.
rolling-upgrade: operating-tools
	.venv/bin/python -m deploy.drills.rolling_upgrade --from $(or $(FROM),billing-app==3.1.0) --to $(or $(TO),billing-app==3.2.0)
	$(if $(FROM),,.venv/bin/python -m deploy.drills.rolling_upgrade --from billing-app==2.4.0 --to billing-app==3.0.0)

restore-drill: .venv/.tools
	.venv/bin/python -m deploy.drills.restore

# On a PostgreSQL of its own, or DATABASE_URL's; what is left to look at lies in .work/legacy.
legacy: .venv/.tools
	$(WHEELWRIGHT) postgres -- .venv/bin/python -m examples.legacy.walk .work/legacy

# POSTGRES=16 PYTHON=3.13 DJANGO=5.2 runs one of them and leaves the README alone; WHEELS=dist takes built wheels.
versions: .venv/.tools
	.venv/bin/python -m tests.versions.run $(VERSIONS_OF) $(MUST)

tools: .venv/.tools

operating-tools: .venv-operating/.installed

index-tools: .venv-index/.installed

build: .venv/.tools
	@rm -rf dist
	@$(WHEELWRIGHT) build $(PACKAGES:%=packages/%) --out dist

# On the index that `make index` serves, or INDEX=https://… with WHEELWRIGHT_INDEX_PASSWORD set.
release: .venv-index/.installed package-is-named
	$(WHEELWRIGHT) release $(PACKAGE) --index $(INDEX) --host host --contracts host/tests/contracts

archive: .venv/.tools package-is-named
	$(WHEELWRIGHT) archive packages/$(PACKAGE)

package-is-named:
	@test -n "$(PACKAGE)" || { echo "Which package? For example: make release PACKAGE=billing-app" >&2; exit 2; }

# For the workflows of a fork: what a person must have set is missing, and says so.
index-is-named:
	@test -n "$$INDEX_URL" || { echo "INDEX_URL is not set. In the repository's settings, under variables, name the private index: https://…; docs/releasing.md has the list." >&2; exit 2; }

publisher-is-named: index-is-named
	@test -n "$$WHEELWRIGHT_INDEX_PASSWORD" || { echo "WHEELWRIGHT_INDEX_PASSWORD is not set. Make a secret INDEX_PASSWORD of the publisher's token in the environments staging and stable; docs/releasing.md has the list." >&2; exit 2; }

# --- What CI runs ---------------------------------------------------------------------------

test: lint test-env .venv-index/.installed .venv-host/.installed operating-tools
	@$(WHEELWRIGHT) postgres -- $(MAKE) --no-print-directory packages-on-database host-on-database repository-on-database

# The suites run against the built wheels in .venv-test, never against the source folders.
test-packages: test-env
	@$(WHEELWRIGHT) postgres -- $(MAKE) --no-print-directory packages-on-database

# The domains alone, on wheels somebody else has built: WHEELS=dist PYTHON=3.13 DJANGO=5.2
test-domains: test-env
	@$(WHEELWRIGHT) postgres -- $(MAKE) --no-print-directory domains-on-database

# The host team's own upgrade job, as the README has it; on DATABASE_URL's server if there is one.
test-classic: test-env
	@$(WHEELWRIGHT) postgres -- $(PYTEST) tests/newcomer/test_classic_job.py

test-host: test-env
	@$(WHEELWRIGHT) postgres -- $(MAKE) --no-print-directory host-on-database

# Part of test-host as well, where it is passed over if there is no browser; here that is a failure.
test-browser: test-env
	@$(WHEELWRIGHT) postgres -- sh -c 'cd host && BROWSER_MUST_BE=1 ../$(PYTEST) tests/browser'

screenshots: test-env
	@cd host && ../.venv-test/bin/python -m tests.browser.screenshots --site http://127.0.0.1:$(PORT)

test-repository: test-env .venv-index/.installed .venv-host/.installed operating-tools
	@$(WHEELWRIGHT) postgres -- $(MAKE) --no-print-directory repository-on-database

# In the order of collection: the slowest files come first there, not those with most tests.
PYTEST := .venv-test/bin/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

domains-on-database:
	@set -e; for package in $(DOMAINS); do \
	  echo "== $$package, from its built wheel"; \
	  (cd packages/$$package && ../../$(PYTEST) --cov --cov-report=term:skip-covered --cov-fail-under=90); \
	done

packages-on-database: domains-on-database
	@set -e; for package in domain-kit django-wheelwright; do \
	  echo "== $$package, from its built wheel"; \
	  (cd packages/$$package && ../../$(PYTEST)); \
	done

host-on-database:
	@echo "== host"
	@cd host && ../$(PYTEST) tests --ignore tests/contracts

repository-on-database:
	@echo "== repository"
	@$(PYTEST) tests

lint: test-env operating-tools
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	PYTHONPATH=host .venv-test/bin/lint-imports --no-cache
	.venv-test/bin/mypy --strict --cache-dir .work/mypy packages/django-wheelwright/src/wheelwright
	$(WHEELWRIGHT) check $(PACKAGES:%=packages/%) --wheel $(or $(WHEELS),dist) --host host
	.venv-test/bin/actionlint
	.venv-test/bin/zizmor --offline --quiet .github/workflows
	.venv-operating/bin/hadolint deploy/Containerfile
	.venv-operating/bin/kubernetes-validate --strict --quiet $(filter-out %/kustomization.yaml,$(wildcard deploy/kubernetes/*.yaml))
	@XDG_DATA_HOME=.work/caddy .venv-operating/bin/caddy validate --adapter caddyfile --config deploy/Caddyfile 2>&1 | grep -q "Valid configuration" || { echo "deploy/Caddyfile is not valid: .venv-operating/bin/caddy validate --config deploy/Caddyfile" >&2; exit 1; }

# --- Environments: made once, made again when what they are made from changes ------------------

# The first of these that is new enough: PYTHON, as a path or a version, or what there is.
PYTHONS  := $(if $(strip $(PYTHON)),$(PYTHON) python$(PYTHON),python3 python3.12 python3.13 python3.14)
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 12))
FIND_PYTHON = for each in $(PYTHONS); do \
    command -v "$$each" > /dev/null && "$$each" -c "$(NEW_ENOUGH)" > /dev/null 2>&1 && echo "$$each" && break; done

python-is-new-enough:
	@test -n "$$($(FIND_PYTHON))" || { here=$$(python3 -c 'import sys; print("python3 here is %d.%d" % sys.version_info[:2])' 2> /dev/null || echo "there is no python3 here"); \
	  $(if $(strip $(PYTHON)),here="$(PYTHON) is not one that runs here";) \
	  echo "This project needs Python 3.12 or newer, and $$here. Install Python 3.12 (the file .python-version names it for pyenv and uv) and run make again, or name one: make PYTHON=/path/to/python3.12" >&2; exit 2; }

.venv/.tools: requirements/bootstrap.txt requirements/tools.txt packages/django-wheelwright/pyproject.toml | python-is-new-enough
	@echo "== tools into .venv"
	@$$($(FIND_PYTHON)) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@$(UV) pip install --quiet --python .venv/bin/python --require-hashes -r requirements/tools.txt
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e packages/django-wheelwright
	@touch $@

.venv-host/.installed: requirements/host.txt host/train.txt releases/provenance.toml | .venv/.tools
	@echo "== the host's libraries and its released wheels into .venv-host"
	@$(UV) venv --quiet --clear --python .venv/bin/python .venv-host
	@$(UV) pip install --quiet --python .venv-host --compile-bytecode --require-hashes -r requirements/host.txt
	@$(UV) pip install --quiet --python .venv-host --compile-bytecode --no-deps --no-index --find-links releases -r host/train.txt
	@touch $@

.venv-index/.installed: requirements/index.txt | .venv/.tools
	@echo "== devpi and twine into .venv-index"
	@$(UV) venv --quiet --clear --python .venv/bin/python .venv-index
	@$(UV) pip install --quiet --python .venv-index --require-hashes -r requirements/index.txt
	@touch $@

.venv-operating/.installed: requirements/operating.txt | .venv/.tools
	@echo "== a proxy and the linters of deploy/ into .venv-operating"
	@$(UV) venv --quiet --clear --python .venv/bin/python .venv-operating
	@$(UV) pip install --quiet --python .venv-operating --require-hashes -r requirements/operating.txt
	@touch $@

# Built here, unless WHEELS names a folder of wheels that are built already.
test-env: $(if $(WHEELS),.venv/.tools,build)
	@echo "== the built wheels and the test tools into .venv-test"
	@$(UV) venv --quiet --clear --python $(or $(PYTHON),.venv/bin/python) .venv-test
	@$(UV) pip install --quiet --python .venv-test --require-hashes -r requirements/dev.txt
	@$(UV) pip install --quiet --python .venv-test --no-deps --no-index $(or $(WHEELS),dist)/*.whl
	@test -z "$(DJANGO)" || $(UV) pip install --quiet --python .venv-test "Django==$(DJANGO).*"

# Pins of every environment, with hashes and without any address: run after editing a .in file.
requirements: .venv/.tools
	@set -e; for name in dev bootstrap tools host index operating bench legacy; do \
	  $(UV) pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes --no-header \
	    --no-build --output-file requirements/$$name.txt requirements/$$name.in; \
	done

# What lies outside this folder: `make` keeps environments, templates of databases and files of uv there.
clean-caches:
	rm -rf $${XDG_CACHE_HOME:-$$HOME/.cache}/wheelwright .work
	test ! -x $(UV) || $(UV) cache clean

clean:
	rm -rf .venv .venv-host .venv-index .venv-operating .venv-test .work build dist
