export * from "./commands";
export * from "./explain/explain-option";
export * from "./explain/known";
export * from "./settings";
export * from "./tool";
