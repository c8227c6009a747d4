export * from "./collect";
export * from "./core";
export * from "./installer";
