# Everything is set up from here: Python 3.11+ is all a machine needs beforehand.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test check format lint types contract setup bench clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "openpcf needs Python 3.11 or newer (PYTHON=python3.12 make ...)")'
	@$(PYTHON) -m venv $(VENV) || { echo "openpcf needs the venv module: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(BIN)/openpcf demo

test: setup
	@tools/setup_browser.sh
	@$(BIN)/python -m pytest -n 2

format: setup
	@$(BIN)/ruff format --check .

lint: setup
	@$(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

contract: setup
	@$(BIN)/lint-imports

check: format lint types contract test

bench: setup
	@$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) build dist demo-out
