const fast = require("./jest.config.js");

// Tests that need Nix but no virtual machine, and tests that take too long for the fast tier. Two at a time: an evaluation
// keeps one core busy.
/** @type {import("jest").Config} */
module.exports = {
  ...fast,
  testMatch: ["**/*.nix.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/build/set-up-run.ts",
  testSequencer: "<rootDir>/jest.longest-first.js",
  maxWorkers: 2,
  testTimeout: 20 * 60 * 1000,
};
