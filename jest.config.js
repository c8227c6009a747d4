// The fast tests (`x.test.ts`), which need neither Nix nor a virtual machine, and what the other tiers share with them:
// jest.nix.config.js (`x.nix.test.ts`) and jest.vm.config.js (`x.vm.test.ts`).

// The command line behaves differently in continuous integration: tests expect what it does on a developer's machine, also
// if they run in continuous integration. Here and not in a setup file: that has a copy of the environment, which programs
// that are started without one of their own do not inherit.
const { CI } = process.env;
if (CI !== undefined) process.env.CDKNIX_TESTED_IN_CI = CI;
delete process.env.CI;
delete process.env.GITHUB_ACTIONS;

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test", "<rootDir>/examples", "<rootDir>/templates"],
  testMatch: ["**/*.test.ts"],
  // In templates/, `x.slow.test.ts` belongs to the projects that are made from them.
  testPathIgnorePatterns: ["/node_modules/", "\\.(nix|vm|install|slow)\\.test\\.ts$"],
  // Most of the time goes to short runs of the command line: use every core, where Jest would leave one idle.
  maxWorkers: "100%",
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/cdk\\.out"],
  transform: { "^.+\\.[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  moduleNameMapper: {
    "^cdknix$": "<rootDir>/lib/index.ts",
    "^cdknix/testing$": "<rootDir>/lib/testing/index.ts",
    "^cdknix/testing/jest$": "<rootDir>/lib/testing/jest.ts",
    "^cdknix/terraform$": "<rootDir>/lib/terraform/index.ts",
    // The same in the form that jest can load: by its name it is an ES module only.
    "^d3-hierarchy$": "<rootDir>/node_modules/d3-hierarchy/dist/d3-hierarchy.js",
  },
  errorOnDeprecated: true,
};
