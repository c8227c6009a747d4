// The direction of dependencies between the folders of lib: docs/architecture.md says what each is for.
const core = ["nix", "scan", "logins", "options", "model", "constructs", "tree"];
const mayImport = {
  nix: [],
  scan: [],
  logins: [],
  options: ["nix", "scan"],
  model: ["nix"],
  constructs: ["nix", "scan", "options", "model"],
  tree: ["nix", "options", "model"],
  platform: ["nix", "model", "logins"],
  project: [...core, "platform"],
  attribution: [...core, "platform", "project"],
  pipeline: [...core, "platform", "project", "attribution"],
  commands: [...core, "platform", "project", "attribution", "pipeline", "cli"],
  cli: [...core, "platform", "project", "attribution", "pipeline", "commands"],
  testing: [...core, "platform", "project", "attribution", "pipeline"],
  terraform: [...core, "platform", "project", "attribution", "pipeline"],
};

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Cycles, of types too, hide which of two ideas comes first.",
      from: {},
      to: { circular: true },
    },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: "^lib/" }, to: {} },
    {
      name: "every-folder-has-a-rule",
      severity: "error",
      comment: "A folder of lib that the table above does not name could import anything.",
      from: { path: "^lib/", pathNot: `^lib/(index\\.ts$|(${Object.keys(mayImport).join("|")})/)` },
      to: {},
    },
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      severity: "error",
      comment: `lib/${folder} may import only ${allowed.join(", ") || "itself"}.`,
      from: { path: `^lib/${folder}/` },
      to: { path: "^lib/", pathNot: `^lib/(${[folder, ...allowed].join("|")})/` },
    })),
    {
      name: "commands-stay-apart",
      severity: "error",
      comment: "What two commands share belongs in pipeline, platform or cli.",
      from: { path: "^lib/commands/([^/]+)/" },
      to: { path: "^lib/commands/", pathNot: "^lib/commands/$1/" },
    },
    {
      name: "commands-use-only-cli-helpers",
      severity: "error",
      comment: "The registry names the commands, so they may not know it.",
      from: { path: "^lib/commands/" },
      to: { path: "^lib/cli/", pathNot: "^lib/cli/(arguments|terminal)/" },
    },
    {
      name: "only-the-registry-names-commands",
      severity: "error",
      from: { path: "^lib/cli/", pathNot: "^lib/cli/registry\\.ts$" },
      to: { path: "^lib/commands/" },
    },
    {
      name: "core-does-no-io",
      severity: "error",
      comment: "Only platform, and what is built on it, touches files, processes and the network.",
      from: { path: `^lib/(${core.join("|")})/` },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(path|util)$" },
    },
    {
      name: "cdktf-only-in-terraform",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/terraform/" },
      to: { path: "node_modules/cdkt[fn]" },
    },
    {
      name: "no-development-dependency-in-lib",
      severity: "error",
      comment:
        "constructs and cdktf are peers of the published package, and scripts/build/bundle.ts includes the others.",
      from: { path: "^lib/" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["npm-peer", "type-only"],
        pathNot: "node_modules/(commander|picocolors|uuid)/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "types", "default"] },
  },
};
