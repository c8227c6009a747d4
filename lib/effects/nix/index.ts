export * from "./build-failures";
export * from "./commands";
export * from "./error-cause";
export * from "./error-report";
export * from "./explain/explain-option";
export * from "./explain/known";
export * from "./settings";
export * from "./tool";
