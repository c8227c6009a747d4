export { InstallerClass, type InstallerClassProps } from "./installer-class";
export { inventory, purposes, type Machine, type Purpose } from "./inventory";
