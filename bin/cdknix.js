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
  // Node.js 22.1 and later keep compiled code between runs; not in the directory for temporary files, which others can write.
  const { enableCompileCache } = require("node:module");
  if (enableCompileCache !== undefined && process.env.NODE_V8_COVERAGE === undefined) {
    const cache = process.env.XDG_CACHE_HOME || require("node:path").join(require("node:os").homedir(), ".cache");
    enableCompileCache(`${cache}/cdknix/node`);
  }
  require("../dist/lib/cli/main.js");
}
