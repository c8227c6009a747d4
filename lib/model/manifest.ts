import type { SourceLocation } from "./source-location";

/** A host with an `IsoImage` is an image, and any other host a machine: a system to install. */
export type HostKind = "image" | "machine";

/** One host of a manifest. */
export interface ManifestHost {
  readonly kind: HostKind;
  /** Name of the host class, or null if the host has none. */
  readonly class: string | null;
  /** Nix system, such as `x86_64-linux`. */
  readonly system: string;
  /** NixOS release, such as `24.05`. */
  readonly release: string;
  /** Flake output that builds the ISO or, of a machine, the system; Nix receives `path:<directory>#<installable>`. */
  readonly installable: string;
  /** File name of the ISO, or null for a machine. */
  readonly isoName: string | null;
  /** Maximum size of the ISO; absent if unlimited. */
  readonly maxSize?: ManifestSizeLimit | undefined;
  /** The area of the ISO that receives the secrets; absent if it has none. */
  readonly secretsArea?: ManifestSecretsArea | undefined;
}

/** The area of an ISO that receives the secrets, on the medium only. */
export interface ManifestSecretsArea {
  /** Path on the ISO. */
  readonly path: string;
  readonly bytes: number;
  /** Names of the secrets that the host uses, sorted. */
  readonly names: readonly string[];
}

/** The maximum size of an ISO, and the construct that sets it. */
export interface ManifestSizeLimit extends ManifestSource {
  readonly bytes: number;
}

/** The construct that produced a file, and the line of TypeScript that created it. */
export interface ManifestSource {
  readonly construct: string;
  readonly source?: string | undefined;
}

/** The origin of a file in a flake. */
export interface ManifestFile extends ManifestSource {
  /** The user's file that it is a copy of, relative to the project directory; absent for generated files. */
  readonly copyOf?: string | undefined;
}

/** One flake of a manifest. */
export interface ManifestFlake {
  /** Directory of the flake, relative to the output directory. */
  readonly directory: string;
  /** NixOS release that the flake targets. */
  readonly release: string;
  /** The flake's lock file, relative to the project directory. */
  readonly lockFile: string;
  readonly hosts: Readonly<Record<string, ManifestHost>>;
  /** The source of each file, by path relative to the flake's directory. */
  readonly files: Readonly<Record<string, ManifestFile>>;
  /** Files and directories that are copied into the flake, relative to the project directory; absent if there are none. */
  readonly copied?: readonly string[] | undefined;
}

/** `manifest.json`, the only file from which the CLI reads what a program produced. */
export interface Manifest {
  readonly version: 1;
  readonly flakes: Readonly<Record<string, ManifestFlake>>;
}

/** Default output directory, relative to the project directory. */
export const defaultOutput = "cdk.out";

/** Name of the manifest in the output directory. */
export const manifestFile = "manifest.json";

/** Name of the construct tree in the output directory. */
export const constructTreeFile = "tree.json";

/** A construct in `tree.json`. */
export interface ConstructNode {
  readonly id: string;
  readonly path: string;
  /** Name of the construct's class. */
  readonly type: string;
  readonly source?: SourceLocation;
  readonly children?: readonly ConstructNode[];
}
