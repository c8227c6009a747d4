// Written by `npm run properties` from the types of methods. Do not edit.
import type { ObjectShape } from "../properties/value-type";
import type { ParameterShape } from "./parameter";

const iAspect: ObjectShape = {
  visit: { type: "function" },
};

const flakeInput: ObjectShape = {
  url: { type: "string" },
  follows: { type: { record: "string" }, optional: true, options: ["inputs.<name>.follows"] },
  flake: { type: "boolean", optional: true },
};

const secretProps: ObjectShape = {
  owner: { type: "string", optional: true },
  group: { type: "string", optional: true },
  mode: { type: "string", optional: true },
};

/** The parameters of each method and static method. */
export const declaredParameters = {
  "Annotations.acknowledgeSecret": [{ name: "place", type: "string" }, { name: "reason", type: "string" }],
  "Annotations.acknowledgeWarning": [{ name: "code", type: "string" }, { name: "reason", type: "string", optional: true }],
  "Annotations.addError": [{ name: "issue", type: { either: ["string", { object: {
  message: { type: "string" },
  code: { type: "string", optional: true },
  value: { type: "string", optional: true },
  reason: { type: "string", optional: true },
  fix: { type: "string", optional: true },
} }] } }],
  "Annotations.addInfo": [{ name: "issue", type: { either: ["string", { object: {
  message: { type: "string" },
  code: { type: "string", optional: true },
  value: { type: "string", optional: true },
  reason: { type: "string", optional: true },
  fix: { type: "string", optional: true },
} }] } }],
  "Annotations.addWarning": [{ name: "issue", type: { either: ["string", { object: {
  message: { type: "string" },
  code: { type: "string", optional: true },
  value: { type: "string", optional: true },
  reason: { type: "string", optional: true },
  fix: { type: "string", optional: true },
} }] } }],
  "Annotations.of": [{ name: "construct", kind: "construct" }],
  "Aspects.add": [{ name: "aspect", type: { object: iAspect } }],
  "Aspects.of": [{ name: "scope", kind: "construct" }],
  "Compression.gzip": [{ name: "level", type: "number", optional: true }],
  "Compression.lz4": [{ name: "options", type: { object: {
  high: { type: "boolean", optional: true },
} }, optional: true }],
  "Compression.none": [],
  "Compression.xz": [],
  "Compression.zstd": [{ name: "level", type: "number", optional: true }],
  "Flake.addInput": [{ name: "name", type: "string" }, { name: "input", type: { either: ["string", { object: flakeInput }] } }],
  "Flake.addOutput": [{ name: "path", type: { either: ["string", { list: "string" }] } }, { name: "value", type: "nix" }],
  "Flake.of": [{ name: "construct", kind: "construct" }],
  "NixosModule.addImport": [{ name: "module", type: "nix" }],
  "NixosModule.addOverride": [{ name: "option", type: "string" }, { name: "value", type: "nix" }],
  "Nixpkgs.ref": [{ name: "reference", type: "string" }, { name: "options", type: { object: {
  release: { type: { literals: ["24.05", "24.11", "25.05", "25.11", "26.05", "unstable"] } },
} } }],
  "Nixpkgs.release": [{ name: "release", type: { literals: ["24.05", "24.11", "25.05", "25.11", "26.05", "unstable"] } }],
  "Secret.age": [{ name: "name", type: "string" }],
  "Secret.named": [{ name: "name", type: "string" }, { name: "props", type: { object: secretProps }, optional: true }],
  "Secret.sops": [{ name: "name", type: "string" }],
  "Size.bytes": [{ name: "amount", type: "number" }],
  "Size.gibibytes": [{ name: "amount", type: "number" }],
  "Size.kibibytes": [{ name: "amount", type: "number" }],
  "Size.mebibytes": [{ name: "amount", type: "number" }],
  "Size.tebibytes": [{ name: "amount", type: "number" }],
} as const satisfies Readonly<Record<string, readonly ParameterShape[]>>;
