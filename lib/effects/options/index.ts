export * from "./compiled-files";
export * from "./evaluate-options";
export * from "./option-dump";
export * from "./write-imports";
