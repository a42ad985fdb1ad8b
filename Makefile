# make run    install, migrate, load the demo city, serve     (PORT=8000 DATA=data SIZE=small|city)
# make test   install and run every check and test
# An interpreter compiled without optimizations, as version managers make them, takes a fifth longer for a push: where
# `python3` is one of those, the system's own is taken, if it will do.
WILL_DO := import ensurepip, sys, sysconfig; \
	built = sysconfig.get_config_var("CONFIG_ARGS") or ""; \
	sys.exit(sys.version_info < (3, 11) or not (sys.base_prefix == "/usr" or "--enable-optimizations" in built))
PYTHON ?= $(shell for python in python3 /usr/bin/python3; do \
	$$python -c '$(WILL_DO)' 2>/dev/null && echo $$python && exit; done; echo python3)
PORT ?= 8000
DATA ?= data
SIZE ?= small
RUNS ?= 1000

BIN := .venv/bin
HEATING := HEATING_DATA=$(DATA) HEATING_PORT=$(PORT) $(BIN)/python -m heating

.PHONY: help run test lint bench faults build docs lock clean
.DEFAULT_GOAL := help

help: ## show what there is to make
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/runtime static/dist/index.html ## install, migrate, load the demo city, serve
	@$(HEATING) migrate
	@$(HEATING) sample --if-empty --size $(SIZE)
	@$(HEATING) serve

test: lint ## install and run every check and test
	$(BIN)/python -m pytest

lint: .venv/dev static/dist/index.html ## style, types and the order of packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python static/build.py --check

bench: .venv/dev static/dist/index.html ## measure, each figure beside its baseline
	$(BIN)/python -m tests.bench

faults: .venv/dev ## sync under faults, RUNS=1000 seeded runs
	HEATING_FAULT_RUNS=$(RUNS) $(BIN)/python -m pytest tests/sync/test_faults.py

build: static/dist/index.html ## the phone's app into static/dist

docs: .venv/runtime ## bring the tables in docs/ up to date
	$(BIN)/python -m heating docs-tables --write docs

lock: .venv/bin/pip ## resolve the lock files afresh
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --extra dev --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove everything that can be made again, never data
	rm -rf .venv static/dist static/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is needed (Debian: apt install python3-venv)"; exit 1; }

.venv/runtime: .venv/bin/pip requirements.lock
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	@touch $@

.venv/dev: .venv/runtime requirements-dev.lock
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

static/dist/index.html: .venv/runtime static/build.py static/package-lock.json $(shell find static/app static/sw static/icons -type f 2>/dev/null)
	$(BIN)/python static/build.py
