import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "**/cdk.out/",
      "**/node_modules/",
      "coverage/",
      "temp/",
      "**/*.config.js",
      "jest.longest-first.js",
      "*.config.mjs",
      ".dependency-cruiser.cjs",
      // Wrong on purpose.
      "test/wrong-programs/programs/",
      "bench/no-op/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", { max: 300 }],
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Constructs are made for their effect on the tree: `new BootConfig(iso, "boot")` is the normal use.
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  {
    files: ["test/**/*.ts", "examples/**/*.test.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // Below a reference such as `pkgs` every attribute is `any`: an index signature cannot say that each is there.
    files: [
      "lib/constructs/installer/**/*.ts",
      "lib/constructs/offline-installer/**/*.ts",
      "bench/*.ts",
      "examples/**/*.ts",
      "templates/**/*.ts",
      "test/**/*.ts",
    ],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: ["bin/**/*.js", "scripts/**/*.js"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["bin/**/*.js", "scripts/**/*.js"],
    rules: { "@typescript-eslint/no-require-imports": "off", "no-console": "off" },
  },
  { files: ["bench/**/*.ts"], rules: { "no-console": "off" } },
);
