#!/bin/sh
# start.sh FOLDER: starts the provider in FOLDER and keeps its npm packages there. Prints "listening ISSUER" when it is ready.
set -eu
here=$(dirname "$0")
mkdir -p "$1"
cp "$here/package.json" "$here/package-lock.json" "$here/provider.mjs" "$1"
cd "$1"
test -d node_modules/oidc-provider || timeout 120 npm ci --ignore-scripts --no-fund --no-audit >npm.log 2>&1
exec node provider.mjs
