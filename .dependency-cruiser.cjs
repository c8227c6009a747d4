// The direction of dependencies between the folders of lib: constructs -> model -> tree -> disk -> Nix.
const mayImport = {
  nix: [],
  options: ["nix"],
  model: ["nix"],
  constructs: ["nix", "options", "model"],
  tree: ["nix", "model"],
  effects: ["options", "model", "tree"],
  synth: ["nix", "options", "model", "constructs", "tree", "effects"],
  terraform: ["nix", "options", "model", "constructs", "tree", "effects", "synth"],
  testing: ["nix", "options", "model", "constructs", "tree", "effects", "synth"],
  cli: ["nix", "options", "model", "constructs", "tree", "effects", "synth"],
};

const pure = ["nix", "options", "model", "constructs", "tree"];

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
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      severity: "error",
      comment: `lib/${folder} may import only ${allowed.join(", ") || "itself"}.`,
      from: { path: `^lib/${folder}/` },
      to: { path: "^lib/", pathNot: `^lib/(${[folder, ...allowed].join("|")})/` },
    })),
    {
      name: "pure-folders-do-no-io",
      severity: "error",
      comment: "Only effects, and what runs it, touch files, processes and the network.",
      from: { path: `^lib/(${pure.join("|")})/` },
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
      comment: "constructs and cdktf are peers of the published package.",
      from: { path: "^lib/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer", "type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "types", "default"] },
  },
};
