#!/usr/bin/env bash
# System packages of the tests: a browser, a PostgreSQL server, Python with the readers that check our tables.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-liberation)
[ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || missing+=(postgresql)
python3 -c "import ensurepip, venv" 2>/dev/null || missing+=(python3 python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
