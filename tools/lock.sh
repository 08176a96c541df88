#!/usr/bin/env bash
# Writes both lock files: pinned versions with hashes, no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  .venv/bin/uv pip compile -q --generate-hashes --no-header --no-annotate --no-emit-index-url \
    --no-emit-find-links --universal --python-version 3.11 "$@"
}
.venv/bin/python -m pip install -q uv
compile --extra build pyproject.toml -o requirements.lock
compile --extra build --extra dev --extra docs pyproject.toml -o requirements-dev.lock
