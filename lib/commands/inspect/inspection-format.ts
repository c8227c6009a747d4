import type { InspectedConstruct, Inspection } from "../../pipeline/image/inspection";

/** What has to be known to read the sizes of an ISO of the offline base. */
export const offlineBaseNote =
  "made on the offline base: a package of Debian counts as its .deb, which is compressed, and tells no licence; " +
  "what a construct only deletes from packages is not seen";

/** A part of a whole. */
export function shareText(part: number, whole: number): string {
  return `${(whole === 0 ? 0 : (part / whole) * 100).toFixed(1)} %`;
}

/** Constructs, those first without which most would be saved, and those last of which that is not known. */
export function bySavings(constructs: readonly InspectedConstruct[]): readonly InspectedConstruct[] {
  const order = ({ saves }: InspectedConstruct): number => saves ?? Number.NEGATIVE_INFINITY;
  return [...constructs].sort((a, b) => order(b) - order(a));
}

/** What a licence applies to. */
export interface LicenceUse {
  readonly licence: string;
  /** How many store paths. */
  readonly paths: number;
  /** Their bytes. */
  readonly size: number;
}

/** The licences of the store paths in an ISO, those of the most bytes first. A path of several is counted with each. */
export function licencesByUse({ closure }: Inspection): readonly LicenceUse[] {
  const uses = new Map<string, LicenceUse>();
  for (const { licenses, size } of closure.paths) {
    for (const licence of licenses ?? ["not known"]) {
      const before = uses.get(licence) ?? { licence, paths: 0, size: 0 };
      uses.set(licence, { licence, paths: before.paths + 1, size: before.size + size });
    }
  }
  return [...uses.values()].sort((a, b) => b.size - a.size || (a.licence < b.licence ? -1 : 1));
}
