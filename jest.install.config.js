const vm = require("./jest.vm.config.js");

// Installations on virtual machines, which together take hours with an emulated processor: `npm run test:install`.
/** @type {import("jest").Config} */
module.exports = {
  ...vm,
  testMatch: ["**/*.install.test.ts"],
  testTimeout: 4 * 60 * 60 * 1000,
};
