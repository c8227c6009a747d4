// What every test run shares. Slow tests (`*.slow.test.ts`: real builds, boots, ten thousand cases) run by jest.slow.config.js.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test", "<rootDir>/examples", "<rootDir>/templates"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.slow\\.test\\.ts$"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/cdk\\.out"],
  transform: { "^.+\\.[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  // execa and what it depends on are published as ES modules only.
  transformIgnorePatterns: [
    "/node_modules/(?!(execa|is-stream|figures|get-stream|human-signals|is-plain-obj|npm-run-path|path-key|pretty-ms|parse-ms|strip-final-newline|unicorn-magic|yoctocolors|is-unicode-supported|@sindresorhus/merge-streams|@sec-ant/readable-stream)/)",
  ],
  moduleNameMapper: {
    "^cdknix$": "<rootDir>/lib/index.ts",
    "^cdknix/testing$": "<rootDir>/lib/testing/index.ts",
    "^cdknix/terraform$": "<rootDir>/lib/terraform/index.ts",
    // It exports nothing to require(), which jest's modules use.
    "^unicorn-magic$": "<rootDir>/node_modules/unicorn-magic/node.js",
  },
  errorOnDeprecated: true,
};
