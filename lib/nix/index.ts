/**
 * The Nix language: expressions as data, conversion of JavaScript values to expressions, and printing in the format of
 * nixfmt.
 */
export * from "./ast/ast";
export * as ast from "./ast/constructors";
export { convert, toExpression, type Converted, type ValueIssue } from "./values/convert";
export { expressionInText, interpolationInText } from "./values/scalar";
export { childrenOf } from "./ast/children";
export { someText } from "./ast/some-text";
export { freeVariables } from "./ast/free-variables";
export { isNamedSecret, Secret } from "./values/secret";
export { secretPath, secretsDirectory } from "./values/secret-content";
export type { NamedSecret, SecretProps } from "./values/named-secret";
export { nix } from "./values/helpers";
export { formatAttributePath, isIdentifier, splitAttributePath } from "./names";
export { printExpression, printFile } from "./print";
export { builtins, config, inputs, lib, modulesPath, options, pkgs, self, type NixReference } from "./values/reference";
export { importsFile, moduleSource, packageFile, type ModuleSource } from "./module-file";
export type { PathContext } from "./values/path-context";
export { isListExpression } from "./list-expression";
export type {
  ByteSize,
  ProjectDirectoryOptions,
  ProjectFile,
  ProjectFileOptions,
  ProjectModuleOptions,
} from "./values/project-file";
export {
  callSites,
  callingFile,
  fileOfCall,
  isOutsideOfLibrary,
  pathOfUrl,
  stackAbove,
  type Below,
} from "./values/call-sites";
export { lineAt, lineOfDefinition } from "./line-of-definition";
export { expressionMeant, memberPath } from "./member-path";
export { sourceProblem } from "./source-problem";
export { refusalMark, type Refusal } from "./values/value";
export { absolutePathsRead, impurePaths, sourcePaths, type SourcePath } from "./source-paths";
export { bindingAt, sourceBindings, type SourceBinding } from "./source-bindings";
export { stringLiteralText } from "./string-literal";
export { quoted as quotedString } from "./string-layout";
export { transform } from "./ast/transform";
export {
  formatValuePath,
  isNixExpression,
  projectFileOf,
  type NixDefinition,
  type NixExpression,
  type NixFunction,
  type NixPackage,
  type NixPath,
  type NixValue,
  type ValuePath,
} from "./values/value";
