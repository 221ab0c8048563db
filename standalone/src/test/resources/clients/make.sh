#!/bin/sh
# make.sh FOLDER: generates a TypeScript and a Python client from FOLDER/openapi.json, and compiles
# scripts.ts. Keeps what it downloads in FOLDER.
set -eu
version=7.25.0
sha256=41ce4f6b07f196676439d710759fa1ced7a08066d06ff1bf314681470289efae
jar=openapi-generator-cli-$version.jar
here=$(dirname "$0")
cp "$here/package.json" "$here/package-lock.json" "$here/tsconfig.json" "$here/scripts.ts" "$here/scripts.py" "$1"
cd "$1"
test -f $jar || curl -fsS --remove-on-error --max-time 120 -o $jar \
    https://repo.maven.apache.org/maven2/org/openapitools/openapi-generator-cli/$version/$jar
echo "$sha256  $jar" | sha256sum -c
test -d node_modules/typescript || timeout 120 npm ci --ignore-scripts --no-fund --no-audit
rm -rf typescript python out
"$JAVA_HOME/bin/java" -jar $jar generate -i openapi.json -g typescript-fetch -o typescript
"$JAVA_HOME/bin/java" -jar $jar generate -i openapi.json -g python -o python --package-name holdfast_client
node_modules/.bin/tsc
