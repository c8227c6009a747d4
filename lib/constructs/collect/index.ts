export * from "./collect-app";
export * from "./environment";
