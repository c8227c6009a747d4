export { FlakeAssertions, type FlakeAssertionsOptions } from "./flake-assertions";
export type { HostAssertions, ProgramDefinition } from "./host-assertions";
