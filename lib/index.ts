/**
 * NixOS installer images in TypeScript: define constructs, call `app.synth()`, and let Nix build the ISO.
 *
 * @packageDocumentation
 */
export {
  Annotations,
  Aspects,
  BootConfig,
  Compression,
  ConsoleConfig,
  defineProps,
  Flake,
  FlakePackage,
  Host,
  HostClass,
  InstallerScript,
  InstallerTools,
  IsoImage,
  LiveFixes,
  NetworkConfig,
  NixosModule,
  Nixpkgs,
  NixpkgsConfig,
  NixSettings,
  prop,
  Size,
  SpaceSaver,
  SshAccess,
} from "./constructs";
// `export *` lets declarations of real options merge into the interface: see docs/typed-options.md.
export * from "./constructs/core/nixos-options";
export type {
  BinaryCache,
  BootConfigProps,
  CheckedProps,
  ConsoleConfigProps,
  DescribedType,
  FlakeInput,
  FlakePackageProps,
  FlakeProps,
  HostProps,
  HostSystem,
  IAspect,
  InstallerProfile,
  InstallerScriptProps,
  InstallerTool,
  InstallerToolsProps,
  IsoContent,
  IsoImageProps,
  IssueDetails,
  LiveFixesProps,
  ModuleContext,
  NetworkConfigProps,
  NixosModuleProps,
  NixpkgsConfigProps,
  NixSettingsProps,
  OptionalPropertyType,
  OptionAvailability,
  PackageFile,
  ProfileAvailability,
  PropertyKinds,
  PropertyType,
  PropertyTypes,
  PropsDefinition,
  ReleaseFacts,
  Run0Support,
  SpaceSaverProps,
  SshAccessProps,
} from "./constructs";
export { releases, type Issue, type Release, type Severity, type SourceLocation } from "./model";
export { builtins, config, inputs, isNixExpression, lib, modulesPath, nix, options, pkgs, Secret, self } from "./nix";
export type {
  NixDefinition,
  NixExpression,
  NixFunction,
  NixPackage,
  NixPath,
  NixReference,
  NixValue,
  ProjectFileOptions,
  ProjectModuleOptions,
  SecretProps,
} from "./nix";
export { App, type AppProps } from "./pipeline/synthesize/app";
export { SynthesisError } from "./pipeline/synthesize/synthesis-error";
