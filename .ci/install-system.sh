#!/usr/bin/env bash
# System packages of the tests: a browser, a PostgreSQL server, Python with the readers that check our tables, a JDK with
# Maven for the writers that race with ours.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-liberation)
[ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || missing+=(postgresql)
python3 -c "import ensurepip, venv" 2>/dev/null || missing+=(python3 python3-venv)
command -v javac >/dev/null || missing+=(default-jdk-headless)
command -v mvn >/dev/null || missing+=(maven)
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
