export { lintIssues } from "./lints";
export { lints } from "./lints";
