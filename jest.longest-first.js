const { default: TestSequencer } = require("@jest/test-sequencer");

/**
 * Starts the files first that take many minutes, so that the last worker does not end long after the others: builds in other
 * Debians, and boots. Jest itself knows durations only from earlier runs on the same machine.
 */
const longest = [
  "test/chroot/clean-debian",
  "test/chroot/newer-nix",
  "test/boot/offline-install",
  "test/boot/secrets",
  "test/boot/",
  "test/package/",
];

module.exports = class LongestFirst extends TestSequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = longest.findIndex((name) => path.includes(name));
      return index < 0 ? longest.length : index;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
