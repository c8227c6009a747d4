#!/usr/bin/env bash
# Updates the expected output of each example. Review the difference before you commit it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npm run --silent build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Examples use different releases, so that the differences between releases are visible.
declare -A release=([lilith]=24.05 [custom-construct]=25.05 [fleet]=24.05 [offline-install]=24.05)
for example in "${!release[@]}"; do
  node bin/cdknix.js --no-build --quiet -a "npx ts-node examples/$example/main.ts" -o "$scratch/$example" \
    -c cdknix:revision=abc1234 -c "release=${release[$example]}" >/dev/null
  rm -rf "examples/$example/expected"
  cp -r "$scratch/$example" "examples/$example/expected"
done

# Its programs take files relative to their own project.
for step in step-1 step-2; do
  (cd examples/hand-written && node ../../bin/cdknix.js --no-build --quiet -a "npx ts-node $step.ts" \
    -o "$scratch/hand-written/$step" -c cdknix:revision=abc1234)
done
rm -rf examples/hand-written/expected
cp -r "$scratch/hand-written" examples/hand-written/expected

# The stacks contain paths, so this example is synthesized in a separate project.
project=$scratch/project
mkdir -p "$project/examples/terraform"
cp cdk.json tsconfig.json "$project"
cp -r examples/terraform/main.ts examples/terraform/lib "$project/examples/terraform"
ln -s "$PWD/node_modules" "$project/node_modules"
cli=$PWD/bin/cdknix.js
(cd "$project" && node "$cli" --no-build --quiet -a "npx ts-node examples/terraform/main.ts" -c cdknix:revision=abc1234)
rm -rf examples/terraform/expected
mkdir examples/terraform/expected
cp -r "$project/cdk.out" "$project/cdktf.out" examples/terraform/expected
