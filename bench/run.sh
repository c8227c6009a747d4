#!/usr/bin/env bash
# Measures synthesis and a run with nothing to do, compared with peers; the cost of typed options and of checks; and
# evaluation, compared with a hand-written configuration, and of many hosts: npm run bench [-- --nixpkgs PATH]
# Only where the time of a run with nothing to do goes: npm run bench -- start
# Only many hosts: npm run bench -- fleet [--nixpkgs PATH]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
if [[ ${1:-} == start ]]; then
  exec npx ts-node bench/start.ts
elif [[ ${1:-} == fleet ]]; then
  exec npx ts-node bench/fleet.ts "${@:2}"
fi
npx tsc -p tsconfig.build.json --emitDeclarationOnly false --declaration false --outDir temp/unbundled
npx ts-node bench/synthesis.ts
npx ts-node bench/no-op.ts
npx ts-node bench/start.ts
npx ts-node bench/typed-options.ts
echo
npx ts-node bench/property-checks.ts
echo
npx ts-node bench/option-checks.ts
echo
npx ts-node bench/text-checks.ts
npx ts-node bench/secret-scan.ts
echo
npx ts-node bench/evaluation.ts "$@"
echo
npx ts-node bench/fleet.ts "$@"
