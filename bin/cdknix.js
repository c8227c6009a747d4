#!/usr/bin/env node
// Old versions of Node.js cannot parse the compiled files, so this one checks first, in syntax that all of them know.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 18)) {
  console.error(
    [
      `error[node-too-old]: Node.js ${process.versions.node} cannot run cdknix`,
      "  why:   cdknix needs Node.js 20.18 or later",
      "  fix:   install a supported version from https://nodejs.org/download",
      `  docs:  ${require("../package.json").homepage}/errors/node-too-old`,
    ].join("\n"),
  );
  process.exitCode = 5;
} else {
  require("../dist/lib/cli/main.js");
}
