# Everything a machine with Python 3.11+, pip, make and git needs. `make help` says what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help up test check bench roundtrip reset lock screenshots

PORT ?= 8000
DEMO ?= 1
ARGS ?=
PY ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

# All programs are called through this Python, so that a moved or copied checkout works.
RUN := .venv/bin/python
UV := PYTHONPATH= UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy .dev/uv/bin/uv

help: ## what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

up: .venv/.synced ## start everything at http://127.0.0.1:8000/ (PORT=9000 elsewhere, DEMO=0 without the demo)
	@exec $(RUN) manage.py up --port $(PORT) $(if $(filter 0 no off false,$(DEMO)),--no-demo)

test: .venv/.synced-dev ## run the tests (ARGS="tests/planning -k overlaps" for some of them)
	@exec $(RUN) -m pytest -q -n auto $(ARGS)

check: .venv/.synced-dev ## style, types, arrows between apps, migrations, production settings
	@failed=; for step in style format templates types arrows migrations production; do \
		echo "— $$step"; $(MAKE) --no-print-directory --silent check-$$step || failed="$$failed $$step"; done; \
		if [ -n "$$failed" ]; then echo "Not yet right:$$failed"; exit 1; fi; echo "All checks passed"

bench: .venv/.synced ## measure pages and engines on large, fictional data (ARGS="state", "overlaps --json", "overlaps --size 10000")
	@exec $(RUN) manage.py bench $(ARGS)

roundtrip: .venv/.synced-dev ## export 10,000 partners, send them back, see that nothing changes (MANY=400 for fewer)
	@MVP_ROUND_TRIP=$(or $(MANY),10000) exec $(RUN) -m pytest -q -s -n 0 tests/partners/test_round_trip.py

reset: .venv/.synced ## delete this instance's data, after asking (YES=1 without asking)
	@exec $(RUN) manage.py reset $(if $(YES),--yes)

lock: .venv/.synced-dev ## write the lock files anew from pyproject.toml (UPGRADE=1 to newer versions)
	@for group in "requirements.lock" "requirements-dev.lock --group dev"; do set -- $$group; file=$$1; shift; \
		$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
			$(if $(UPGRADE),--upgrade) "$$@" --output-file $$file pyproject.toml || exit 1; done

screenshots: .venv/.synced-dev ## take the pictures of the README anew, from a demo of their own
	@exec $(RUN) -m docs.make_screenshots

.PHONY: check-style check-format check-templates check-types check-arrows check-migrations check-production
check-style:
	@$(RUN) -m ruff check .
check-format:
	@$(RUN) -m ruff format --check .
check-templates:
	@for what in --check --lint; do said=$$($(RUN) -m djlint $$what templates 2>&1) || { echo "$$said"; exit 1; }; done; \
		echo "All templates are well-formed"
check-types:
	@$(RUN) -m mypy .
check-arrows:
	@$(RUN) -c 'from importlinter.cli import lint_imports_command as run; run()'
check-migrations:
	@$(RUN) manage.py makemigrations --check --dry-run
check-production:
	@MVP_PRODUCTION=1 SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		ALLOWED_HOSTS=commons.example.org DATABASE_URL=postgres://app_rw@localhost/mvp_coord \
		$(RUN) manage.py check --deploy --fail-level DEBUG

# --- Installation: hash-checked, by uv where it can be fetched, else by pip alone ----------------------

# A copied .venv may point to a Python that is not there; then everything is installed anew.
HEALTHY := $(shell $(RUN) -c '' 2>/dev/null && echo yes)
LOG := .dev/install.log
# Behind a proxy that signs anew, only the certificates of the system will do.
SYNC = $(UV) pip sync --compile-bytecode --python $(RUN) --require-hashes
PIP := pip --quiet --disable-pip-version-check install

.PHONY: anew
.venv/.synced: requirements.lock $(if $(HEALTHY),,anew)
	$(call install,requirements.lock,$@)
.venv/.synced-dev: requirements-dev.lock $(if $(HEALTHY),,anew)
	$(call install,requirements-dev.lock,$@ .venv/.synced)
anew:
	@[ -e .venv ] || exit 0; [ ! -w . ] || { $(alone); }; \
	if $(RUN) -c '' 2>/dev/null || rm -rf .venv 2>/dev/null; then :; else $(not_yours); fi

# One at a time: of `make up` and `make test` begun at once, the second waits until the first has installed. The lock
# belongs to the shell of its recipe, and goes with it, whatever ends it.
alone = mkdir -p .dev; exec 9>.dev/install.lock; "$(PY)" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' || :

# The packages of $(1), then the stamps $(2). With the tools for tests installed, `make up` must not take them away again.
define install
	@if [ -z "$(PY)" ]; then \
		echo "This needs Python 3.11 or newer. Where is it? make PY=/path/to/python3.11 …"; exit 1; fi
	@if [ ! -w . ] || { [ -e .venv ] && [ ! -w .venv ]; }; then $(not_yours); fi
	@$(alone); file=$(1); [ ! -e .venv/.synced-dev ] || file=requirements-dev.lock; \
	echo "Installing the packages of $$file, once …"; \
	[ -x .dev/uv/bin/uv ] || "$(PY)" -m $(PIP) --target .dev/uv uv >$(LOG) 2>&1 || :; \
	{ $(UV) venv --allow-existing --python "$(PY)" .venv && \
		{ $(SYNC) $$file || UV_SYSTEM_CERTS=1 $(SYNC) $$file; }; } >>$(LOG) 2>&1 || \
	{ "$(PY)" -m venv --clear .venv && $(RUN) -m $(PIP) --no-deps --require-hashes -r $$file; } >>$(LOG) 2>&1 || \
	{ tail -n 20 $(LOG); echo "The packages could not be installed. All that was tried is in $(LOG)."; exit 1; }; \
	touch $(2)
endef

not_yours = echo "This folder or its .venv belongs to somebody else, and you may not write to it."; \
	echo "Clone it to a folder of your own, and run make there."; exit 1
