#!/usr/bin/env bash
# The report's tests look at it in Debian's Chromium; without it they are skipped (and fail in CI).
set -u
command -v chromium >/dev/null && command -v pdftoppm >/dev/null && command -v zbarimg >/dev/null && fc-list 2>/dev/null | grep -qi cjk && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk poppler-utils fontconfig zbar-tools >/dev/null && exit 0
fi
echo "the report's tests need Debian packages: apt-get install chromium fonts-noto-cjk poppler-utils fontconfig zbar-tools"
