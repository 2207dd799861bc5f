#!/usr/bin/env bash
# Installs what tests start for themselves: PostgreSQL for the cluster's, Chromium for the web page's, Python and R for clients and trainers
# in those languages, Optuna for studies that it writes and reads. Installs nothing that is there already, and starts nothing. Where it may
# not install, it names the command; the tests that need it then skip. PyTorch, of more than half a gigabyte, it leaves to whoever wants the
# test of the trainer in it: apt-get install python3-torch.
set -euo pipefail

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || compgen -G '/usr/pgsql-*/bin/initdb' >/dev/null || command -v initdb >/dev/null \
    || missing+=(postgresql)
[ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ] || missing+=(chromium)
command -v python3 >/dev/null || missing+=(python3)
command -v Rscript >/dev/null || missing+=(r-base-core)
[ -d /usr/lib/R/site-library/jsonlite ] || missing+=(r-cran-jsonlite)
[ -d /usr/lib/python3/dist-packages/optuna ] || missing+=(python3-optuna)
[ ${#missing[@]} -gt 0 ] || exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
as=()
if [ "$(id -u)" != 0 ]; then
    as=(sudo)
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || as=()
fi
if ! command -v apt-get >/dev/null || { [ "$(id -u)" != 0 ] && [ ${#as[@]} = 0 ]; }; then
    echo "Not installed: ${missing[*]}. Tests that need them are skipped. To have them: sudo $install" >&2
    exit 0
fi

# Debian starts what it installs unless this file forbids it; the tests want programs, not services.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap '"${as[@]}" rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${as[@]}" tee $policy >/dev/null
    "${as[@]}" chmod +x $policy
fi

echo "Installing ${missing[*]} ..." >&2
log=$(mktemp)
"${as[@]}" apt-get update -qq >"$log" 2>&1 || true
for package in "${missing[@]}"; do # one by one: what a distribution does not have is no reason to go without the others
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -qq "$package" >"$log" 2>&1 \
        || { tail -20 "$log" >&2; echo "$package could not be installed. Tests that need it are skipped." >&2; }
done
rm -f "$log"
