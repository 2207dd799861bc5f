# Builds what is not built yet. Sourced by ./orchestrator and ./test. Expects $root, the repository's folder.
# All that it needs is the .NET SDK: everything else, libtorch included, comes from NuGet.

say() { printf '%s\n' "$*" >&2; }

die() { say "error: $*"; exit 2; }

require_dotnet() {
    command -v dotnet >/dev/null && return
    die "the .NET SDK is missing. Install version $(sed -n 's/.*"version": "\([0-9]*\).*/\1/p' "$root/global.json" | head -1).0 or later from https://dot.net."
}

# stale STAMP PATH...: whether anything under the paths is newer than the stamp.
stale() {
    local stamp=$1; shift
    [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print -quit)" ]
}

# build STAMP SOURCES -- ARGUMENT...: runs dotnet build, quietly, when a source is newer than the stamp; prints what it said when it
# fails. Of several that are started at once, one builds and the others wait for it.
build() {
    local stamp=$1 sources=(); shift
    while [ "$1" != -- ]; do sources+=("$1"); shift; done
    shift
    local lock
    exec {lock}>"$root/build/lock"
    flock "$lock"
    if ! stale "$stamp" "${sources[@]}"; then
        exec {lock}>&-
        return
    fi
    local begun log="$root/build/build.log"
    begun=$(mktemp "$root/build/stamp.XXXXXX")
    if ! dotnet build -c Release -nologo -v quiet "$@" >"$log" 2>&1 {lock}>&-; then
        rm -f "$begun"
        grep -E 'error|warning' "$log" | sort -u | head -40 >&2
        die "the build failed; the whole log is $log"
    fi
    mv "$begun" "$stamp" # dated before the build: what was edited meanwhile counts as newer
    exec {lock}>&-
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$root/build"
require_dotnet
