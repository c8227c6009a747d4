import spdxIdentifiers from "spdx-license-ids/index.json";

/**
 * Converts a license of a Debian copyright file, such as "GPL-2+ or Expat", to SPDX.
 * @returns undefined if a name in it has no SPDX identifier.
 */
export function spdxExpression(written: string): string | undefined {
  const options = written.split(/\s+or\s+/i).map((option) => {
    const together = option.split(/\s+and\s+/i).map((name) => spdxIdentifier(name.trim()));
    return joined(together, " AND ");
  });
  return joined(
    options.map((option) => (options.length > 1 && option?.includes(" AND ") === true ? `(${option})` : option)),
    " OR ",
  );
}

function joined(parts: readonly (string | undefined)[], operator: string): string | undefined {
  return parts.includes(undefined) ? undefined : [...new Set(parts)].join(operator);
}

/** Returns the SPDX identifier of a license, with its exception. */
function spdxIdentifier(name: string): string | undefined {
  const [, base = name, exception] = /^(\S+)\s+with\s+(?:the\s+)?(.+?)\s+exception$/i.exec(name) ?? [];
  const license = gnuLicense(base) ?? aliases.get(base.toLowerCase()) ?? identifiers.get(base.toLowerCase());
  if (exception === undefined || license === undefined) return license;
  const known = exceptions.get(exception.toLowerCase());
  return known === undefined ? undefined : `${license} WITH ${known}`;
}

/** Debian writes "GPL-2+" and "GPL-2", where SPDX has "GPL-2.0-or-later" and "GPL-2.0-only". */
function gnuLicense(name: string): string | undefined {
  const parts = /^(A?GPL|LGPL|GFDL)-?v?(\d)(?:\.(\d))?(\+)?$/i.exec(name);
  if (parts === null) return undefined;
  const [, family = "", major = "", minor = "0", later] = parts;
  return identifiers.get(`${family}-${major}.${minor}-${later === undefined ? "only" : "or-later"}`.toLowerCase());
}

const identifiers = new Map(spdxIdentifiers.map((identifier) => [identifier.toLowerCase(), identifier]));

/** Short names that SPDX spells differently. */
const aliases = new Map([
  ["expat", "MIT"],
  ["apache-2", "Apache-2.0"],
  ["artistic", "Artistic-1.0"],
  ["artistic-1", "Artistic-1.0"],
  ["artistic-2", "Artistic-2.0"],
  ["cc0", "CC0-1.0"],
  ["gfdl-niv-1.2+", "GFDL-1.2-no-invariants-or-later"],
  ["gfdl-niv-1.3+", "GFDL-1.3-no-invariants-or-later"],
  ["gfdl-niv-1.3", "GFDL-1.3-no-invariants-only"],
  ["openldap-2.8", "OLDAP-2.8"],
]);

/** Exceptions that mean one SPDX exception, of any version of the license. */
const exceptions = new Map([
  ["classpath", "Classpath-exception-2.0"],
  ["libtool", "Libtool-exception"],
  ["linux-syscall-note", "Linux-syscall-note"],
]);
