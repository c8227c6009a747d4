const shared = require("./jest.config.js");

// One worker: builds and emulated boots share two cores and would time each other out.
/** @type {import("jest").Config} */
module.exports = {
  ...shared,
  // Those of templates run in the projects that are made of them.
  roots: ["<rootDir>/test", "<rootDir>/examples"],
  testMatch: ["**/*.slow.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  maxWorkers: 1,
  testTimeout: 20 * 60 * 1000,
};
