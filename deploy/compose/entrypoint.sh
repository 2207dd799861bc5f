#!/bin/sh
# Secrets come as files: ORCHESTRATOR_X_FILE names one, and its text becomes ORCHESTRATOR_X for this process alone,
# where 'docker inspect' does not show it.
set -eu
for name in BROKER DATABASE TOKEN; do
    eval "file=\${ORCHESTRATOR_${name}_FILE:-}"
    [ -n "$file" ] || continue
    value=$(cat "$file")
    export "ORCHESTRATOR_$name=$value"
done
# exec: SIGTERM must reach the program, not this shell, or a node cannot take its leave.
exec dotnet /app/orchestrator.dll "$@"
