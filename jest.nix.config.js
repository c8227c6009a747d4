const fast = require("./jest.config.js");

// Tests that need Nix, and no virtual machine. They run one at a time: parallel builds compete for the cores and time out.
/** @type {import("jest").Config} */
module.exports = {
  ...fast,
  testMatch: ["**/*.nix.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  maxWorkers: 1,
  testTimeout: 20 * 60 * 1000,
};
