import type { IsoEntry } from "../../platform/iso9660/iso9660";
import type { BootEntry } from "./boot-entries";

/** Something in the store of an image. */
export interface InspectedPath {
  readonly path: string;
  /** Of the package that it is of, as {@link InspectedPackage} has it. */
  readonly package: string;
  /** Empty where it has none. */
  readonly version: string;
  /** In bytes, as Nix counts them: unpacked, but for a package of Debian, which is a compressed file itself. */
  readonly size: number;
  /** The paths that it names. */
  readonly references: readonly string[];
  /** Identifiers of SPDX, and names where SPDX knows none; null where nobody told. */
  readonly licenses: readonly string[] | null;
}

/** The paths of one name: those of several versions and outputs are one package. */
export interface InspectedPackage {
  readonly name: string;
  readonly versions: readonly string[];
  /** In bytes. */
  readonly size: number;
  /** Null where nobody told. */
  readonly licenses: readonly string[] | null;
}

/** What a construct brings into an image. */
export interface InspectedConstruct {
  readonly construct: string;
  /** Its file in the flake. */
  readonly file: string;
  /** Where it is in the program; null when that is not known. */
  readonly source: string | null;
  /** How much smaller the store of the image would be without it, in bytes; less than 0 when larger; null when not known. */
  readonly saves: number | null;
  /** Why it is not known; null when it is. */
  readonly unknown: string | null;
  /** What is there, or larger, only because of it, the largest first. */
  readonly packages: readonly { readonly name: string; readonly size: number }[];
}

/** What is inside an ISO. */
export interface Inspection {
  readonly host: string;
  /** NixOS release. */
  readonly release: string;
  readonly system: string;
  /** Absolute path. */
  readonly iso: string;
  /** In bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly volumeId: string;
  /** Whether it is made of packages of Debian: see embedded/README.md. */
  readonly isOfflineBase: boolean;
  /** Null when it cannot be told. */
  readonly kernel: { readonly version: string; readonly parameters: readonly string[] } | null;
  readonly bootEntries: readonly BootEntry[];
  /** Every file of the ISO. */
  readonly contents: readonly IsoEntry[];
  /** What the store in the ISO holds; its size is the sum of those of its paths. */
  readonly closure: { readonly size: number; readonly paths: readonly InspectedPath[] };
  /** The same by package, the largest first. */
  readonly packages: readonly InspectedPackage[];
  /** In the order of the program; null when it was not asked for. */
  readonly constructs: readonly InspectedConstruct[] | null;
}
