#!/usr/bin/env bash
# Builds a release and checks it as a user meets it: tools/release_check.sh [PYTHON]
# Wheel and source distribution are each installed into a clean environment and run there. PYTHON
# needs hatchling (the extra `build`); the dependencies come from requirements.lock.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
python=$(command -v "${1:-.venv/bin/python}")
case $python in /*) ;; *) python=$root/$python ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

version=$("$python" -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
grep -qE "^## $version, [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
  { echo "CHANGELOG.md has no section '## $version, <date>'"; exit 1; }
grep -qx "version: $version" CITATION.cff || { echo "CITATION.cff has another version"; exit 1; }
[ -z "$(git status --porcelain)" ] || { echo "there are uncommitted changes"; exit 1; }

echo "building openpcf $version"
rm -rf dist
"$python" -m hatchling build >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
wheel=$root/dist/openpcf-$version-py3-none-any.whl
sdist=$root/dist/openpcf-$version.tar.gz

check() { # check NAME WHEEL: install into a clean environment, run in an empty folder
  "$python" -m venv "$work/$1"
  local bin=$work/$1/bin
  "$bin/pip" install -q --disable-pip-version-check --require-hashes -r requirements.lock
  "$bin/pip" install -q --disable-pip-version-check --no-deps "$2"
  mkdir "$work/$1-run"
  (
    cd "$work/$1-run"
    unset PYTHONPATH
    export OPENPCF_HOME=$work/$1-run/home
    [ "$("$bin/openpcf" --version)" = "openpcf $version" ] || { echo "$1: --version differs"; exit 1; }
    "$bin/openpcf" demo --out demo >/dev/null
    test -s demo/declaration.json
    "$bin/openpcf" --lang zh verify demo/declaration.json --trust demo/trust.json >/dev/null
  )
  echo "$1: openpcf --version, demo and verify run in a clean environment"
}

contents() { # contents FILE...: catalogues are compiled, nothing foreign is inside
  for language in src/openpcf/data/locale/*.yaml; do
    grep -q "openpcf/data/locale/$(basename "$language" .yaml).json$" "$1" ||
      { echo "$1: no compiled catalogue of $language"; exit 1; }
  done
  ! grep -E '(^|/)(tests|shared|\.venv|__pycache__|benchmarks)/|\.(db|pem)$' "$1" ||
    { echo "files that do not belong into a package"; exit 1; }
}

"$python" -m zipfile -l "$wheel" | awk 'NR > 1 {print $1}' >"$work/wheel.txt"
tar -tzf "$sdist" >"$work/sdist.txt"
contents "$work/wheel.txt"
contents "$work/sdist.txt"
check wheel "$wheel"

mkdir "$work/source"
tar -xzf "$sdist" -C "$work/source" --strip-components 1
(cd "$work/source" && "$python" -m hatchling build -t wheel -d "$work/rebuilt" >"$work/log" 2>&1) ||
  { cat "$work/log"; exit 1; }
"$python" - "$wheel" "$work/rebuilt/$(basename "$wheel")" <<'PY'
import sys
import zipfile

one, other = ({i.filename: i.CRC for i in zipfile.ZipFile(p).infolist()} for p in sys.argv[1:])
assert one == other, sorted(set(one.items()) ^ set(other.items()))
PY
echo "sdist: the wheel built from it is the same, file by file"
check sdist "$work/rebuilt/$(basename "$wheel")"
echo "openpcf $version can be tagged: git tag -a v$version -m 'openpcf $version'"
