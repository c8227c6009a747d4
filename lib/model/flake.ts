import type { Expression, ModuleSource, NamedSecret } from "../nix";
import type { AssetFile } from "./asset";
import type { ConstructNode } from "./manifest";
import type { Release } from "./release";
import type { SourceLocation } from "./source-location";

/** An input of a flake. */
export interface FlakeInputModel {
  readonly name: string;
  /** Flake reference, such as `github:nix-community/disko`. */
  readonly url: string;
  /** Inputs of this input that follow inputs of this flake: maps each name there to a name here. */
  readonly follows: ReadonlyMap<string, string>;
  /** Whether the input is a flake; false for plain sources. */
  readonly isFlake: boolean;
}

/** One module. */
export interface ModuleModel {
  /** Path of the file relative to the directory of its class or host, such as `boot.nix`. */
  readonly file: string;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  /** The imported modules. */
  readonly imports: readonly Expression[];
  /** The option definitions: always an attribute set. */
  readonly config: Expression;
  /** The secrets in its values; absent if there are none. */
  readonly secrets?: readonly SecretUse[];
}

/** One module file, with what all stages need to know about it. */
export interface ModuleFileModel extends ModuleModel, ModuleSource {
  /** Whether all of it is data, without references, calls, or raw source. */
  readonly isData: boolean;
}

/** A secret in a value of a module, and the option that needs it. */
export interface SecretUse {
  readonly secret: NamedSecret;
  readonly option: string;
}

/** The area of an ISO that receives the secrets, on the medium only. */
export interface SecretsAreaModel {
  /** Path on the ISO. */
  readonly path: string;
  readonly bytes: number;
  /** Names of the secrets that the host uses, sorted. */
  readonly names: readonly string[];
}

/** A class of hosts: modules that every host of the class imports. */
export interface HostClassModel {
  readonly name: string;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  readonly modules: readonly ModuleFileModel[];
}

/** A NixOS system. */
export interface HostModel {
  readonly name: string;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  readonly className: string | undefined;
  /** Nix system, such as `x86_64-linux`. */
  readonly system: string;
  /** The definitions of the host itself: its name and platform. */
  readonly own: ModuleFileModel;
  readonly modules: readonly ModuleFileModel[];
  /** File name of the ISO; undefined if the host has no image. */
  readonly isoName: string | undefined;
  /** Maximum size of the ISO; undefined if unlimited. */
  readonly maxSize: SizeLimit | undefined;
  /** The area for secrets; absent if the ISO has none. */
  readonly secretsArea?: SecretsAreaModel;
}

/** The maximum size of an ISO, and the construct that sets it. */
export interface SizeLimit {
  readonly bytes: number;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
}

/** A package defined by the flake itself. */
export interface PackageModel {
  readonly name: string;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  /** The derivation, as an expression of `pkgs` and `lib`. */
  readonly expression: Expression;
  /** The texts of files next to the package's `default.nix`, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** An output with a job for every host and package, by system. */
export type JobOutput = "checks" | "hydraJobs";

/** An output that the program adds. */
export interface FlakeOutputModel {
  readonly path: readonly string[];
  readonly value: Expression;
  /** The line that adds it. */
  readonly source?: SourceLocation | undefined;
  /** A comment for the line above it. */
  readonly comment?: string | undefined;
}

/** A flake: everything needed to write its directory. */
export interface FlakeModel {
  readonly name: string;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  readonly description: string;
  readonly release: Release;
  /** Lock file, relative to the project directory. */
  readonly lockFile: string;
  readonly inputs: readonly FlakeInputModel[];
  readonly classes: readonly HostClassModel[];
  readonly hosts: readonly HostModel[];
  readonly packages: readonly PackageModel[];
  /** Systems that packages are built for, each once. */
  readonly systems: readonly string[];
  /** The outputs that list every host and package for engines that build them. */
  readonly jobOutputs: readonly JobOutput[];
  /** Additional outputs by attribute path. */
  readonly outputs: readonly FlakeOutputModel[];
  /** Files of the user to copy into the flake, by their path there. */
  readonly assets: ReadonlyMap<string, AssetFile>;
  /** Files and directories that the user's files come from, relative to the project directory. */
  readonly assetSources: readonly string[];
}

/** Everything that a program defines. */
export interface AppModel {
  readonly flakes: readonly FlakeModel[];
  readonly tree: ConstructNode;
}
