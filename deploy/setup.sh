# Installs what building and running need, and nothing that is there already. Sourced by ./orchestrator and ./test.
# Expects $root, the repository's folder. Quick when all is there: it looks at files, not at the package database.

say() { printf '%s\n' "$*" >&2; }

die() { say "error: $*"; exit 2; }

# Not 'grep -q': it would stop reading early, which pipefail takes for a failure of ldconfig.
has_library() { ldconfig -p | grep "$1" >/dev/null; }

missing_packages() {
    command -v g++ >/dev/null || echo g++
    command -v cmake >/dev/null || echo cmake
    command -v ninja >/dev/null || echo ninja-build
    has_library 'libhdf5\(_serial\)\?\.so' || echo libhdf5
    [ -n "${TORCH_ROOT:-}" ] && return
    [ -e /usr/include/torch/csrc/api/include/torch/version.h ] || [ -e /usr/include/torch/script.h ] || echo libtorch-dev
    # The reference BLAS that libtorch would otherwise pull in trains LSTMs eleven times slower.
    has_library 'libopenblas\.so\.0' || echo libopenblas0-pthread
}

# The HDF5 library's package bears its version, which differs between distributions. Only the format 'deepsea' needs it, so that a
# distribution without it is no reason to stop.
with_hdf5_package() {
    local package found
    found=$(apt-cache pkgnames libhdf5- | grep -E '^libhdf5-[0-9]+(-[0-9]+)?(t64)?$' | sort -V | tail -1 || true)
    for package; do
        if [ "$package" != libhdf5 ]; then printf '%s ' "$package"
        elif [ -n "$found" ]; then printf '%s ' "$found"
        else say "There is no package of the HDF5 library here: data of the format 'deepsea' cannot be read."
        fi
    done
}

install_missing() {
    command -v dotnet >/dev/null || die "the .NET SDK is missing. Install version $(sed -n 's/.*"version": "\([0-9]*\).*/\1/p' "$root/global.json" | head -1).0 or later from https://dot.net."
    local wanted
    wanted=$(missing_packages)
    [ -z "$wanted" ] && return
    local install="apt-get install -y --no-install-recommends $(echo $wanted)"
    command -v apt-get >/dev/null || die "these are missing: $(echo $wanted). Install them with your package manager."
    local as=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || die "these are missing: $(echo $wanted). Run: sudo $install"
        as=sudo
    fi
    say "Installing $(echo $wanted) ..."
    $as apt-get update -qq >&2 || die "'apt-get update' failed."
    wanted=$(with_hdf5_package $wanted)
    [ -n "$wanted" ] || return 0
    install="apt-get install -y --no-install-recommends $wanted"
    DEBIAN_FRONTEND=noninteractive $as $install -qq >"$root/build/install.log" 2>&1 \
        || { tail -20 "$root/build/install.log" >&2; die "'$install' failed."; }
}

# stale STAMP PATH...: whether anything under the paths is newer than the stamp.
stale() {
    local stamp=$1; shift
    [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print -quit)" ]
}

# build STAMP ARGUMENT...: runs dotnet build, quietly; prints what it said when it fails.
build() {
    local stamp=$1; shift
    local begun log="$root/build/build.log"
    begun=$(mktemp "$root/build/stamp.XXXXXX")
    if ! dotnet build -c Release -nologo -v quiet "$@" >"$log" 2>&1; then
        rm -f "$begun"
        grep -E 'error|warning' "$log" | sort -u | head -40 >&2
        die "the build failed; the whole log is $log"
    fi
    mv "$begun" "$stamp" # dated before the build: what was edited meanwhile counts as newer
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$root/build"
install_missing
