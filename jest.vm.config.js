const nix = require("./jest.nix.config.js");

// Tests that boot a machine in QEMU. An emulated machine keeps one core busy, so two files run at a time on two cores.
/** @type {import("jest").Config} */
module.exports = {
  ...nix,
  testMatch: ["**/*.vm.test.ts"],
  maxWorkers: "100%",
};
