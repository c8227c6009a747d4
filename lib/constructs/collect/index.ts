export * from "./collect-app";
export * from "./collector";
export * from "./settled-issues";
export { orAccept, readableByAnyone, secretIssue, shownValue, type SecretIssue } from "./options/secret-issues";
