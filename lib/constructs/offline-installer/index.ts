export * from "./install-mode";
export * from "./install-target";
export * from "./machine-selector";
export * from "./offline-installer";
export * from "./settings";
