const slow = require("./jest.slow.config.js");

// The tests that run once more under a newer Nix, in the chroot of test/chroot/newer-nix.slow.test.ts: what Nix evaluates,
// locks and says. Images and boots are left out: what Nix is told to build is the same for every version.
/** @type {import("jest").Config} */
module.exports = {
  ...slow,
  testMatch: [
    "<rootDir>/test/cli/build.test.ts",
    "<rootDir>/test/cli/diff-built.test.ts",
    "<rootDir>/test/cli/examples.slow.test.ts",
    "<rootDir>/test/cli/import.slow.test.ts",
    "<rootDir>/test/cli/lock.test.ts",
    "<rootDir>/test/cli/max-size.test.ts",
    "<rootDir>/test/cli/nix-errors.test.ts",
    "<rootDir>/test/constructs/nix-settings.test.ts",
    "<rootDir>/test/embedded/options.slow.test.ts",
    "<rootDir>/test/lints/nix-conf.test.ts",
    "<rootDir>/test/nix/*.test.ts",
    "<rootDir>/test/options/*.test.ts",
    "<rootDir>/test/synth/explain.test.ts",
    "<rootDir>/test/wrong-programs/command-line.slow.test.ts",
  ],
};
