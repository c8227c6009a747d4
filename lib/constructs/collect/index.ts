export * from "./collect-app";
export * from "./collector";
export * from "./settled-issues";
export { secretIssue, shownValue, type SecretIssue } from "./options/secret-issues";
