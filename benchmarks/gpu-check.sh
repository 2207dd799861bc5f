#!/usr/bin/env bash
# gpu-check.sh: what a machine with an NVIDIA GPU has to show before a release: that this build's TorchSharp fits its libtorch, and for every architecture a training
# step on CPU and GPU, a resume, mixed precision and memory. Takes some minutes. Exit code: 0 = all passed, 1 = something failed, 3 = there is no GPU here.
#   TORCH_ROOT=/path/to/site-packages/torch benchmarks/gpu-check.sh     a PyTorch 2.10 built for CUDA
#   ORCHESTRATOR_TORCH=cuda benchmarks/gpu-check.sh                     the CUDA package from NuGet
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

if ! nvidia-smi -L 2>/dev/null; then
    echo "NOTHING WAS CHECKED: nvidia-smi lists no GPU on this machine." >&2
    exit 3
fi

# missing_symbols LIBRARY FOLDER: what the library needs that neither the folder's libtorch nor the system has. Layouts of structures are not covered by this.
missing_symbols() {
    local system=(/lib/x86_64-linux-gnu/lib{stdc++.so.6,m.so.6,gcc_s.so.1,c.so.6} /lib64/lib{stdc++.so.6,m.so.6,gcc_s.so.1,c.so.6} /usr/lib64/libstdc++.so.6) libraries=()
    local file
    for file in "$2"/lib{torch,torch_cpu,torch_cuda,c10,c10_cuda}.so "${system[@]}"; do [ ! -e "$file" ] || libraries+=("$file"); done
    comm -23 \
        <(nm -D --undefined-only "$1" | awk '{print $2}' | sed 's/@.*//' | sort -u) \
        <(nm -D --defined-only "${libraries[@]}" 2>/dev/null | awk '{print $NF}' | sed 's/@.*//' | sort -u) \
        | grep -vE '^(_ITM|__gmon|__cxa_finalize|__tls_get_addr|_ZSt21ios_base|_ZTH)' || true
}

backend=${ORCHESTRATOR_TORCH:-cpu}
dotnet build "$root/benchmarks/Models.Benchmarks" -c Release -nologo -v quiet -p:TorchBackend="$backend"

sharp=$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}/torchsharp" -path '*linux-x64*' -name libLibTorchSharp.so | sort -V | tail -1)
if [ -n "${TORCH_ROOT:-}" ] && command -v nm >/dev/null; then
    missing=$(missing_symbols "$sharp" "$TORCH_ROOT/lib")
    echo "symbols that TorchSharp needs and $TORCH_ROOT lacks: $(printf '%s' "$missing" | grep -c . || true)"
    if [ -n "$missing" ]; then
        printf '%s\n' "$missing" | { command -v c++filt >/dev/null && c++filt || cat; } | cut -c1-140 | head -20
        echo "FAILED: this PyTorch is of another version than 2.10; a missing function would end a worker when it is called first." >&2
        exit 1
    fi
else
    echo "symbols: not checked (TORCH_ROOT is not set, or there is no nm)"
fi

export CUBLAS_WORKSPACE_CONFIG=:4096:8 # products that repeat bit for bit
exec dotnet "$root/benchmarks/Models.Benchmarks/bin/Release/net10.0/Orchestrator.Models.Benchmarks.dll" gpu-check "$@"
