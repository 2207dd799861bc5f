#!/bin/sh
# Builds liborchestrator_torch.so into <repository>/build/native. Does nothing, quickly, when it is up to date.
# TORCH_ROOT = the torch folder of a pip or conda installation; unset = Debian's libtorch-dev.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "$here/../../.." && pwd)/build/native
library=$out/liborchestrator_torch.so
mkdir -p "$out"

# Builds of several projects may come here at the same time.
exec 9>"$out/.lock"
flock 9

version_header=${TORCH_ROOT:-/usr}/include/torch/csrc/api/include/torch/version.h
if [ ! -f "$version_header" ]; then
  echo "libtorch was not found (no $version_header). Install it with" >&2
  echo "  apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread g++ cmake ninja-build" >&2
  echo "or set TORCH_ROOT to the torch folder of a PyTorch installation: python3 -c 'import torch; print(torch.__path__[0])'" >&2
  exit 1
fi

stamp=$( { echo "${TORCH_ROOT:-}"; cat "$here"/*.cpp "$here"/*.h "$here"/CMakeLists.txt "$version_header"; } | sha256sum)
if [ -f "$library" ] && [ "$(cat "$out/.stamp" 2>/dev/null)" = "$stamp" ]; then
  touch "$library"
  exit 0
fi

generator="Unix Makefiles"
command -v ninja >/dev/null 2>&1 && generator=Ninja
rm -rf "$out/cmake"
cmake -S "$here" -B "$out/cmake" -G "$generator" -DCMAKE_BUILD_TYPE=Release -DTORCH_ROOT="${TORCH_ROOT:-}" >"$out/build.log" 2>&1 &&
  cmake --build "$out/cmake" --parallel >>"$out/build.log" 2>&1 ||
  { cat "$out/build.log" >&2; exit 1; }

# A rename, so that a process that has the old library loaded is not disturbed.
mv -f "$out/cmake/liborchestrator_torch.so" "$library"
echo "$stamp" >"$out/.stamp"
