/** The Nix language: expressions as data, JavaScript values as expressions, and the source nixfmt would leave. */
export * from "./ast";
export * as ast from "./constructors";
export { toExpression, type ValueIssue } from "./convert";
export { freeVariables } from "./free-variables";
export { nix } from "./helpers";
export { formatAttributePath, isIdentifier, isKeyword, splitAttributePath } from "./names";
export { printExpression, printFile } from "./print";
export {
  builtins,
  config,
  inputs,
  lib,
  modulesPath,
  options,
  pkgs,
  reference,
  self,
  type NixReference,
} from "./reference";
export { bindingAt, sourceBindings, type SourceBinding } from "./source-bindings";
export { quoted as quotedString } from "./string-layout";
export { transform } from "./transform";
export {
  expressionMark,
  isNixExpression,
  type NixDefinition,
  type NixExpression,
  type NixFunction,
  type NixPackage,
  type NixPath,
  type NixValue,
} from "./value";
export { formatValuePath, type ValuePath } from "./value-path";
