import * as path from "node:path";
import type { HostKind } from "../../model";
import type { IsoEntry } from "../../platform/iso9660/iso9660";
import type { Logins } from "../../logins/who-can-log-in";
import { storeName } from "../../platform/nix/store-path";
import type { BootEntry } from "./boot-entries";

/** A store path in an image. */
export interface InspectedPath {
  readonly path: string;
  /** Name of its package, as in {@link InspectedPackage}. */
  readonly package: string;
  /** Empty if it has none. */
  readonly version: string;
  /** Size in bytes, as Nix counts it: unpacked, except for a Debian package, which is a compressed file itself. */
  readonly size: number;
  /** The paths that it references. */
  readonly references: readonly string[];
  /** SPDX identifiers or expressions, or names for licenses that SPDX does not list; null if unknown. */
  readonly licenses: readonly string[] | null;
}

/** All paths with the same name: several versions and outputs are one package. */
export interface InspectedPackage {
  readonly name: string;
  readonly versions: readonly string[];
  /** Size in bytes. */
  readonly size: number;
  /** Null if unknown. */
  readonly licenses: readonly string[] | null;
}

/** A construct's contribution to an image. */
export interface InspectedConstruct {
  readonly construct: string;
  /** Its file in the flake. */
  readonly file: string;
  /** Its location in the program; null if unknown. */
  readonly source: string | null;
  /** How much smaller the image's store would be without the construct, in bytes; negative if larger; null if unknown. */
  readonly saves: number | null;
  /** Why `saves` is unknown; null if it is known. */
  readonly unknown: string | null;
  /** Packages that are present, or larger, only because of the construct, the largest first. */
  readonly packages: readonly { readonly name: string; readonly size: number }[];
}

/** The contents of an ISO, or of the system of a machine. */
export interface Inspection {
  readonly host: string;
  readonly kind: HostKind;
  /** NixOS release. */
  readonly release: string;
  readonly system: string;
  /** Store path of the build result. */
  readonly storePath: string;
  /** Absolute path of the ISO; null for a machine. */
  readonly iso: string | null;
  /** Size in bytes: of the ISO, or of all store paths of a machine. */
  readonly size: number;
  /** SHA-256 of the ISO, hexadecimal; null for a machine. */
  readonly sha256: string | null;
  /** Null for a machine. */
  readonly volumeId: string | null;
  /** Whether it consists of Debian packages: see embedded/README.md. */
  readonly isOfflineBase: boolean;
  /** Null if unknown. */
  readonly kernel: { readonly version: string; readonly parameters: readonly string[] } | null;
  /** None for a machine, whose boot loader is not part of its system. */
  readonly bootEntries: readonly BootEntry[];
  /** Who can log in, and how. */
  readonly logins: Logins;
  /** Every file on the ISO; none for a machine. */
  readonly contents: readonly IsoEntry[];
  /** The store in the ISO; its size is the sum of the sizes of its paths. */
  readonly closure: { readonly size: number; readonly paths: readonly InspectedPath[] };
  /** The store by package, the largest first. */
  readonly packages: readonly InspectedPackage[];
  /** In program order; null if not requested. */
  readonly constructs: readonly InspectedConstruct[] | null;
}

/** The file name of an ISO, or the name of a machine's system. */
export function resultName({ iso, storePath }: Pick<Inspection, "iso" | "storePath">): string {
  return iso === null ? storeName(storePath) : path.basename(iso);
}
