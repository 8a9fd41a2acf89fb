#!/usr/bin/env bash
# Installs from Debian what only the tests need, and the packages named as arguments; says what to do
# where it may not.
set -euo pipefail

declare -A package=([chromium]=chromium [msgfmt]=gettext [xgettext]=gettext [pg_ctlcluster]=postgresql
  [pdfsig]=poppler-utils [java]=default-jre-headless)
missing=()
for program in "${!package[@]}"; do
  command -v "$program" >/dev/null || missing+=("${package[$program]}")
done
# PostgreSQL's client alone may be there: the tests start a server.
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
# veraPDF, which checks the documents we make, wants JAXB beside Java.
[ -e /usr/share/java/jaxb-runtime.jar ] || missing+=(libjaxb-java)
for name in "$@"; do
  dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed ||
    missing+=("$name")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Needed: ${missing[*]}. On Debian: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
