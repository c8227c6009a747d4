// One line per command. Each command sets its own position in the help.
export { synthDefinition } from "../commands/synth/command";
export { listDefinition } from "../commands/list/command";
export { diffDefinition } from "../commands/diff/command";
export { watchDefinition } from "../commands/watch/command";
export { explainDefinition } from "../commands/explain/command";
export { loginsDefinition } from "../commands/logins/command";
export { flashDefinition } from "../commands/flash/command";
export { sealDefinition } from "../commands/seal/command";
export { inspectDefinition } from "../commands/inspect/command";
export { importDefinition } from "../commands/import/command";
export { lockDefinition } from "../commands/lock/command";
export { vmDefinition } from "../commands/vm/command";
export { initDefinition } from "../commands/init/command";
export { doctorDefinition } from "../commands/doctor/command";
export { completionDefinition } from "../commands/completion/command";
export { helpDefinition } from "../commands/help/command";
export { versionDefinition } from "../commands/version/command";
