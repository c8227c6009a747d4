// What every test run shares. Slow tests (`*.slow.test.ts`: real builds, boots, ten thousand cases) run by jest.slow.config.js.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test", "<rootDir>/examples", "<rootDir>/templates"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.slow\\.test\\.ts$"],
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
