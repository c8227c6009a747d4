const fast = require("./jest.config.js");

// Tests that need Nix but no virtual machine, and tests that take too long for the fast tier. They run one at a time,
// because parallel builds compete for the cores and time out.
/** @type {import("jest").Config} */
module.exports = {
  ...fast,
  testMatch: ["**/*.nix.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/build/set-up-run.ts",
  maxWorkers: 1,
  testTimeout: 20 * 60 * 1000,
};
