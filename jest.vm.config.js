const nix = require("./jest.nix.config.js");

// Tests that boot a machine in QEMU. They run one at a time, because emulated machines compete for the cores.
/** @type {import("jest").Config} */
module.exports = {
  ...nix,
  testMatch: ["**/*.vm.test.ts"],
};
