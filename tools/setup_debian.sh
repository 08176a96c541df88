#!/usr/bin/env bash
# Installs the Debian packages the tests use, where they are missing: a browser and fonts for the
# report, readers of PDF and QR codes for its print, LibreOffice for the workbooks of a study.
set -u
missing=()
need() { # need PACKAGE COMMAND...: the package is missing where the command fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
need chromium command -v chromium
need poppler-utils command -v pdftoppm
need zbar-tools command -v zbarimg
need libreoffice-calc command -v soffice
need fontconfig command -v fc-list
need fonts-noto-cjk bash -c 'fc-list | grep -qi cjk'

[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing Debian packages for the tests: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
echo "some tests are skipped without these Debian packages: sudo apt-get install ${missing[*]}" >&2
