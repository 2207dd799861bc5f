#!/usr/bin/env bash
# previous.sh FOLDER: builds the repository as it was before TorchSharp (own binding of Debian's libtorch 1.13) in a new worktree, for '--previous'.
# Needs what that build needed: g++ cmake ninja-build libtorch-dev libopenblas0-pthread. Prints the program's path.
set -euo pipefail
[ $# = 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
git -C "$here" worktree add --detach "$1" 35310c5 >&2
cp "$here/previous/Program.cs" "$here/Paper.cs" "$1/benchmarks/Models.Benchmarks/"
sed -i 's/Contracts\.SearchSpaces/Contracts.Spaces/' "$1/benchmarks/Models.Benchmarks/Paper.cs" # as it was called then
dotnet build -c Release -v quiet -nologo "$1/benchmarks/Models.Benchmarks" >&2
echo "$1/benchmarks/Models.Benchmarks/bin/Release/net10.0/Orchestrator.Models.Benchmarks.dll"
