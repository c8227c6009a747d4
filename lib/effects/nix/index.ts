export { nixIdentitySync } from "./binary";
export * from "./commands";
export * from "./log-event";
export { failedDerivation, shownLogLines } from "./log-reader";
export * from "./settings";
export * from "./tool";
