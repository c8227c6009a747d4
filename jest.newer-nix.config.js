const nix = require("./jest.nix.config.js");

// The tests that run once more under a newer Nix, in the chroot of test/chroot/newer-nix.nix.test.ts: what Nix evaluates,
// locks and says. Images and boots are left out: what Nix is told to build is the same for every version.
/** @type {import("jest").Config} */
module.exports = {
  ...nix,
  testMatch: [
    "<rootDir>/test/commands/synth/build.nix.test.ts",
    "<rootDir>/test/commands/diff/built.nix.test.ts",
    "<rootDir>/test/commands/import/import.nix.test.ts",
    "<rootDir>/test/commands/lock/lock.nix.test.ts",
    "<rootDir>/test/commands/synth/max-size.nix.test.ts",
    "<rootDir>/test/commands/synth/nix-errors.nix.test.ts",
    "<rootDir>/test/constructs/nix-settings.test.ts",
    "<rootDir>/test/embedded/options.nix.test.ts",
    "<rootDir>/test/examples/flake-check.nix.test.ts",
    "<rootDir>/test/examples/hand-written.nix.test.ts",
    "<rootDir>/test/lints/nix-conf.nix.test.ts",
    "<rootDir>/test/nix/*.test.ts",
    "<rootDir>/test/options/*.test.ts",
    "<rootDir>/test/commands/explain/explanation.nix.test.ts",
    "<rootDir>/test/wrong-programs/command-line.nix.test.ts",
  ],
};
