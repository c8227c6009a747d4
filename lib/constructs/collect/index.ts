export * from "./collect-app";
export * from "./collector";
