#!/usr/bin/env bash
# Makes secrets/: a private authority, one certificate for all services, and random passwords. Never overwrites.
set -euo pipefail
umask 077
cd "$(dirname "$0")"
[ ! -e secrets ] || { echo "secrets/ is there already; remove it to begin anew (with the volumes: they hold the old passwords)." >&2; exit 1; }
making=$(mktemp -d ./secrets.XXXXXX)
trap 'rm -rf "$making"' EXIT
cd "$making"
names=DNS:localhost,DNS:database,DNS:coordinator-1,DNS:coordinator-2,DNS:node,IP:127.0.0.1

openssl req -x509 -newkey rsa:3072 -nodes -days 825 -subj "/CN=orchestrator authority" -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey rsa:3072 -nodes -subj "/CN=orchestrator" -keyout server.key -out server.csr 2>/dev/null
openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 \
    -extfile <(echo "subjectAltName=$names") -out server.crt 2>/dev/null
rm server.csr ca.key ca.srl # nothing more is to be signed with it

for secret in database-password token read-token; do openssl rand -hex 32 | tr -d '\n' >$secret; done

# Containers see these files with their modes but other users; on the host the folder itself, 0700, keeps others out.
chmod 644 ./*
cd ..
mv "$making" secrets
trap - EXIT
echo "secrets/ is made."
