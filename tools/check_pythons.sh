#!/usr/bin/env bash
# Types and tests on every Python that openpcf supports and this machine has, each in a venv of its
# own: tools/check_pythons.sh [PYTHON...]. Says which versions were found and which were not.
set -uo pipefail
cd "$(dirname "$0")/.."
versions=(3.11 3.12 3.13 3.14)
declare -A pythons=()
for version in "${versions[@]}"; do
  for candidate in "$@" "python$version" "$HOME/.pyenv/versions/$version".*/bin/python; do
    found=$(command -v "$candidate") || continue
    [ "$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$version" ] || continue
    pythons[$version]=$found
    break
  done
done
summary=()
failed=0
for version in "${versions[@]}"; do
  python=${pythons[$version]:-}
  if [ -z "$python" ]; then
    summary+=("$version: not found")
  elif make VENV=".venvs/$version" PYTHON="$python" types test; then
    summary+=("$version: passed ($python)")
  else
    summary+=("$version: FAILED ($python)")
    failed=1
  fi
done
printf '%s\n' "${summary[@]}"
exit $failed
