export { installIso, type InstallOptions } from "./install-iso";
export type { InstalledMachine } from "./installed-machine";
export { runInstaller, type InstallerOptions, type InstallerRun, type PowerCut } from "./run-installer";
