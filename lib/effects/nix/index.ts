export * from "./commands";
export * from "./settings";
export * from "./tool";
