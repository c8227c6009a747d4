export * from "./collect";
export * from "./core";
export * from "./disks";
export * from "./installer";
export * from "./offline-installer";
