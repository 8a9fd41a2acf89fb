# Jalin. `make help` explains every target.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
UV := .venv/bin/uv

.PHONY: help setup demo test check bench system lock messages clean

help: ## Show what can be done here
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.synced node_modules/.synced .venv/.messages ## Make .venv/ with all that Jalin needs

.venv/bin/uv: scripts/bootstrap.sh scripts/bootstrap.txt
	@bash scripts/bootstrap.sh

.venv/.synced: .venv/bin/uv requirements-dev.txt pyproject.toml
	$(UV) pip sync --quiet --require-hashes --python $(PY) requirements-dev.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(PY) --editable .
	@touch $@

node_modules/.synced: .venv/.synced package-lock.json .npmrc
	$(PY) -m scripts.npm ci --omit=optional --loglevel=error
	@touch $@

.venv/.messages: .venv/.synced $(shell find src -name '*.po' 2>/dev/null)
	@$(PY) -m scripts.messages compile
	@touch $@

demo: setup ## Load the sample catalogues, compare them and serve the site
	@.venv/bin/jalin demo

system: ## Install what the tests need from Debian: a browser, PostgreSQL, gettext
	@bash scripts/system.sh

test: setup system check ## Set up whatever the tests need, and run every check and test
	$(PY) -m pytest

check: setup system ## The fast part: format, lint, layers, types, migrations, translations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	$(PY) -m scripts.messages check
	.venv/bin/jalin manage makemigrations --check --dry-run

# Without the peer and the word lists from Debian the benchmarks say so, and measure the rest.
bench: setup ## Measure speed and quality, as ratios in one run
	-@bash scripts/system.sh yaz hunspell-kk hunspell-ru hunspell-en-us
	$(PY) -m tests.benchmarks

messages: setup system ## Bring the translation files up to date with the sources
	$(PY) -m scripts.messages update

lock: .venv/bin/uv ## Pin every dependency anew, with hashes
	$(UV) pip compile pyproject.toml --upgrade --universal --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --quiet --output-file requirements.txt
	$(UV) pip compile pyproject.toml --group dev --constraints requirements.txt --universal \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet \
		--output-file requirements-dev.txt

clean: ## Remove everything that was made here
	rm -rf .venv node_modules var .mypy_cache .ruff_cache .pytest_cache
