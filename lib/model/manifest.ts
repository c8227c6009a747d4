import type { SourceLocation } from "./source-location";

/** One host of a manifest. */
export interface ManifestHost {
  /** Name of the host class, or null when the host has none. */
  readonly class: string | null;
  /** Nix system, such as `x86_64-linux`. */
  readonly system: string;
  /** NixOS release, such as `24.05`. */
  readonly release: string;
  /** Flake output that builds the ISO; `path:<directory>#<installable>` is what Nix is given. */
  readonly installable: string;
  /** File name of the ISO, or null when the host has no `IsoImage`. */
  readonly isoName: string | null;
  /** How large the ISO may be; not there for any size. */
  readonly maxSize?: ManifestSizeLimit | undefined;
}

/** A size that an ISO may not exceed, and the construct that says so. */
export interface ManifestSizeLimit extends ManifestSource {
  readonly bytes: number;
}

/** The construct behind a file, and the TypeScript line behind the construct. */
export interface ManifestSource {
  readonly construct: string;
  readonly source?: string | undefined;
}

/** One flake of a manifest. */
export interface ManifestFlake {
  /** Directory of the flake, relative to the output directory. */
  readonly directory: string;
  /** NixOS release that the flake is written for. */
  readonly release: string;
  /** The flake's lock file, relative to the project directory. */
  readonly lockFile: string;
  readonly hosts: Readonly<Record<string, ManifestHost>>;
  /** What is behind each file, by path relative to the flake's directory. */
  readonly files: Readonly<Record<string, ManifestSource>>;
}

/** `manifest.json`, the one file through which the command line learns what a program made. */
export interface Manifest {
  readonly version: 1;
  readonly flakes: Readonly<Record<string, ManifestFlake>>;
}

/** Directory that a program is written to unless another one is named, relative to the project directory. */
export const defaultOutput = "cdk.out";

/** Name of the manifest in the output directory. */
export const manifestFile = "manifest.json";

/** Name of the construct tree in the output directory. */
export const constructTreeFile = "tree.json";

/** A construct as `tree.json` shows it. */
export interface ConstructNode {
  readonly id: string;
  readonly path: string;
  /** Name of the construct's class. */
  readonly type: string;
  readonly source?: SourceLocation;
  readonly children?: readonly ConstructNode[];
}
