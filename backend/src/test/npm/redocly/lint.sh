#!/bin/sh
# lint.sh FOLDER: checks FOLDER/openapi.json with Redocly and keeps its npm package there.
set -eu
here=$(dirname "$0")
cp "$here/package.json" "$here/package-lock.json" "$here/redocly.yaml" "$1"
cd "$1"
test -d node_modules/@redocly || timeout 120 npm ci --ignore-scripts --no-fund --no-audit >npm.log 2>&1
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
exec node_modules/.bin/redocly lint openapi.json
