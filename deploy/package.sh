#!/usr/bin/env bash
# Packages of the program, in build/packages (or --out DIR):
#   deploy/package.sh                    orchestrator-VERSION-linux-x64.tar.gz, for machines with the .NET runtime (ASP.NET Core)
#   deploy/package.sh --self-contained   orchestrator-VERSION-linux-x64-self-contained.tar.gz, which needs no .NET
#   deploy/package.sh --tool             a package for 'dotnet tool install --global --add-source build/packages orchestrator'
#
# The archives hold bin, lib and share: 'tar -xzf FILE --strip-components=1 -C /usr/local' installs. libtorch for processors is inside; for
# GPUs set TORCH_ROOT on the machine, as docs/guide/gpu.md says.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$root/deploy/setup.sh"

kind=archive out=$root/build/packages
while [ $# -gt 0 ]; do
    case $1 in
        -h|--help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0 ;;
        --self-contained) kind=self-contained; shift ;;
        --tool) kind=tool; shift ;;
        --out) [ $# -gt 1 ] || die "--out wants a folder"; out=$2; shift 2 ;;
        *) die "unknown option '$1'; see deploy/package.sh --help" ;;
    esac
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")

if [ $kind = tool ]; then
    dotnet pack "$root/src/Cli/Cli.csproj" -c Release -nologo -v quiet -p:PackAsTool=true -o "$out"
    say "$out/orchestrator.$version.nupkg"
    exit
fi

name=orchestrator-$version-linux-x64
[ $kind = self-contained ] && name=$name-self-contained
stage=$(mktemp -d "$root/build/package.XXXXXX"); trap 'rm -rf "$stage"' EXIT
tree=$stage/$name
install -d "$tree/bin" "$tree/share/man/man1" "$tree/share/bash-completion/completions" "$tree/share/zsh/site-functions" \
    "$tree/share/fish/vendor_completions.d" "$tree/share/doc/orchestrator"
options=(-r linux-x64 --no-self-contained)
[ $kind = self-contained ] && options=(-r linux-x64 --self-contained)
dotnet publish "$root/src/Cli/Cli.csproj" -c Release -nologo -v quiet "${options[@]}" -o "$tree/lib/orchestrator"

# The program finds what lies beside it by its own path, which a link keeps.
ln -s ../lib/orchestrator/orchestrator "$tree/bin/orchestrator"
program=$tree/bin/orchestrator
"$program" man >"$tree/share/man/man1/orchestrator.1"
"$program" completion bash >"$tree/share/bash-completion/completions/orchestrator"
"$program" completion zsh >"$tree/share/zsh/site-functions/_orchestrator"
"$program" completion fish >"$tree/share/fish/vendor_completions.d/orchestrator.fish"
cp -r "$root/examples" "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$tree/share/doc/orchestrator/"

# The same files give the same archive but for compression: sorted, one owner, one time.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" -C "$stage" -cf - "$name" | gzip -n >"$out/$name.tar.gz"
say "$out/$name.tar.gz ($(du -h "$out/$name.tar.gz" | cut -f1))"
