export { lintIssues } from "./lint-issues";
export { lints } from "./lints";
