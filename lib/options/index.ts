/** NixOS options as data: declarations, types, the TypeScript generated from them, and value checks. */
export * from "./nearest-name";
export * from "./declarations/option-declaration";
export * from "./declarations/option-tree";
export * from "./types/option-type";
export * from "./types/parse-type";
export * from "./declarations/render-declarations";
export * from "./table/check-options";
export * from "./table/option-problem";
export * from "./table/option-table";
export * from "./table/packed-table";
export * from "./table/value-shape";
export * from "./declarations/select-scopes";
export * from "./text-values/check-text-values";
export * from "./with-known-changes";
export * from "./secrets/find-secrets";
export * from "./secrets/secret-twin";
export * from "./secrets/place-name";
