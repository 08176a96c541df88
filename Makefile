# Everything is set up from here: Python 3.11+ is all a machine needs beforehand.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/pip install -q --disable-pip-version-check

.PHONY: demo test check check-all coverage format lint types contract site bench release-check clean

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "openpcf needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV) || { echo "openpcf needs the venv module: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.python pyproject.toml requirements.lock
	@echo "setting up $(VENV) (runtime)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "setting up $(VENV) (tests and gate)"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

LOCALES = $(wildcard src/openpcf/data/locale/*.yaml)

$(VENV)/.catalogues: $(VENV)/.run $(LOCALES) hatch_build.py
	@$(BIN)/python hatch_build.py >/dev/null
	@touch $@

demo: $(VENV)/.run $(VENV)/.catalogues
	@$(BIN)/openpcf demo

test: $(VENV)/.dev $(VENV)/.catalogues
	@tools/setup_debian.sh
	@$(BIN)/python -m pytest -n 2

coverage: $(VENV)/.dev $(VENV)/.catalogues
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report

format: $(VENV)/.dev
	@$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contract: $(VENV)/.dev
	@$(BIN)/lint-imports

site: $(VENV)/.dev $(VENV)/.catalogues
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build

check: format lint types contract site test

# Types and tests on every Python from 3.11 on that is on PATH or in PYTHONS.
check-all:
	@tools/check_pythons.sh $(PYTHONS)

release-check: $(VENV)/.dev $(VENV)/.catalogues
	@tools/release_check.sh $(BIN)/python

bench: $(VENV)/.dev $(VENV)/.catalogues
	@$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .venvs build dist demo-out docs/_build htmlcov .coverage*
