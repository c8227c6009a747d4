/** Options of NixOS as data: their declarations, their types, TypeScript for them, and checking values against them. */
export * from "./nearest-name";
export * from "./option-declaration";
export * from "./option-tree";
export * from "./option-type";
export * from "./parse-type";
export * from "./render-declarations";
export * from "./check-options";
export * from "./option-problem";
export * from "./option-table";
export * from "./alias";
export * from "./import-files";
export * from "./print-table";
export * from "./select-scopes";
