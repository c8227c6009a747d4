const slow = require("./jest.slow.config.js");

// The tests that run once more under a newer Nix, in the chroot of test/chroot/newer-nix.slow.test.ts: what Nix evaluates,
// locks and says. Images and boots are left out: what Nix is told to build is the same for every version.
/** @type {import("jest").Config} */
module.exports = {
  ...slow,
  testMatch: [
    "<rootDir>/test/commands/synth/build.test.ts",
    "<rootDir>/test/commands/diff/built.test.ts",
    "<rootDir>/test/commands/synth/examples.slow.test.ts",
    "<rootDir>/test/commands/import/import.slow.test.ts",
    "<rootDir>/test/commands/lock/lock.test.ts",
    "<rootDir>/test/commands/synth/max-size.test.ts",
    "<rootDir>/test/commands/synth/nix-errors.test.ts",
    "<rootDir>/test/constructs/nix-settings.test.ts",
    "<rootDir>/test/embedded/options.slow.test.ts",
    "<rootDir>/test/lints/nix-conf.test.ts",
    "<rootDir>/test/nix/*.test.ts",
    "<rootDir>/test/options/*.test.ts",
    "<rootDir>/test/commands/explain/explanation.test.ts",
    "<rootDir>/test/wrong-programs/command-line.slow.test.ts",
  ],
};
