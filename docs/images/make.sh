#!/usr/bin/env bash
# Takes the README's pictures of the web page: runs examples/splice.yaml (two minutes on two cores), and looks at it with Chromium.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$(dirname "$here")")
home=/tmp/sweeps # which stands in the pictures
[ ! -e "$home" ] || { echo "$home is there already: move it away." >&2; exit 1; }
trap 'rm -rf "$home"' EXIT
"$root/orchestrator" run "$root/examples/splice.yaml" --home "$home" >/dev/null
ORCHESTRATOR_PICTURES_OF=$home ORCHESTRATOR_PICTURES=$here "$root/test" browser --filter FullyQualifiedName~ReadmePicture
