import shared from "./jest.config.js";

// Tests that build and boot: one at a time, with a long timeout.
/** @type {import("jest").Config} */
export default {
  ...shared,
  testMatch: ["**/test/**/*.slow.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  maxWorkers: 1,
  testTimeout: 60 * 60 * 1000,
};
