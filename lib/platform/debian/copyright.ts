import { spdxExpression } from "./spdx";

/**
 * Reads the licenses in a copyright file of a Debian package; all of them apply.
 * Source: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
 * @returns SPDX identifiers and expressions, and Debian's short names where SPDX has none; null if the file is not
 *   machine-readable or names no license.
 */
export function debianLicenses(text: string): string[] | null {
  const [header = "", ...stanzas] = text.split(/\n[ \t]*\n/);
  if (!/^Format(?:-Specification)?:/im.test(header)) return null;
  // A stanza without "Files" repeats a license with its text.
  const described = [header, ...stanzas.filter((stanza) => /^Files:/im.test(stanza))];
  const written = described.flatMap((stanza) => /^License:[ \t]*(.*)$/im.exec(stanza)?.[1]?.trim() ?? []);
  const licenses = new Set(written.flatMap(conjuncts).map((license) => spdxExpression(license) ?? license));
  if (licenses.size === 1 && licenses.has(unnamed)) return null;
  return licenses.size === 0 ? null : [...licenses].sort();
}

/** Splits "A or B, and C" and "A and B" into the licenses that apply together. "and" binds more strongly than "or". */
function conjuncts(written: string): readonly string[] {
  if (!isShortName(written)) return [unnamed];
  const parts = written.split(/,\s+and\s+/i);
  return parts.flatMap((part) => (/\sor\s/i.test(part) ? [part] : part.split(/\s+and\s+/i)));
}

/** Some files have the first line of the license, or a remark, in place of a short name. */
function isShortName(written: string): boolean {
  return written.split(/,?\s+(?:and|or)\s+/i).every((name) => /^[^\s,]+(?:\s+with\s.+)?$/i.test(name));
}

/** A license without a short name; its text is in the copyright file. */
const unnamed = "unnamed license";
