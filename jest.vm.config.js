const nix = require("./jest.nix.config.js");

// Tests that boot a machine in QEMU, two at a time: an emulated machine keeps one core busy.
/** @type {import("jest").Config} */
module.exports = {
  ...nix,
  testMatch: ["**/*.vm.test.ts"],
};
