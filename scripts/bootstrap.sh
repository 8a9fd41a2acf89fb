#!/usr/bin/env bash
# Makes .venv with uv in it, from nothing but Python 3.11 or later.
set -euo pipefail
cd "$(dirname "$0")/.."

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null &&
     "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "Jalin needs Python 3.11 or later. On Debian: apt-get install python3 python3-venv" >&2
  exit 1
fi

if ! "$python" -m venv .venv 2>/dev/null; then
  # Debian ships venv apart from Python.
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    "$python" -m venv .venv
  else
    echo "Python's venv module is missing. On Debian: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
  --requirement scripts/bootstrap.txt
touch .venv/bin/uv
