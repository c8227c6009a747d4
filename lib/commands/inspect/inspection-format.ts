import type { InspectedConstruct, Inspection } from "../../pipeline/image/inspection";

/** Explains the sizes of an ISO that is built on the offline base. */
export const offlineBaseNote =
  "built on the offline base: the size of a Debian package is that of its compressed .deb, " +
  "and files that constructs only delete from packages are not counted";

/** Formats a part of a whole in percent. */
export function shareText(part: number, whole: number): string {
  return `${(whole === 0 ? 0 : (part / whole) * 100).toFixed(1)} %`;
}

/** Sorts constructs by how much space their removal would save. Unknown savings come last. */
export function bySavings(constructs: readonly InspectedConstruct[]): readonly InspectedConstruct[] {
  const order = ({ saves }: InspectedConstruct): number => saves ?? Number.NEGATIVE_INFINITY;
  return [...constructs].sort((a, b) => order(b) - order(a));
}

/** How many store paths have a license. */
export interface LicenseUse {
  readonly license: string;
  /** The number of store paths. */
  readonly paths: number;
  /** Their total size in bytes. */
  readonly size: number;
}

/** The licenses of the store paths in an ISO, the largest total size first. A path with several counts for each. */
export function licensesByUse({ closure }: Inspection): readonly LicenseUse[] {
  const uses = new Map<string, LicenseUse>();
  for (const { licenses, size } of closure.paths) {
    for (const license of licenses ?? ["unknown"]) {
      const before = uses.get(license) ?? { license, paths: 0, size: 0 };
      uses.set(license, { license, paths: before.paths + 1, size: before.size + size });
    }
  }
  return [...uses.values()].sort((a, b) => b.size - a.size || (a.license < b.license ? -1 : 1));
}
