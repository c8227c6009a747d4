import { debianLicenses } from "../../../lib/platform/debian/copyright";

const format = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n";
const file = (...licenses: readonly string[]): string =>
  [format, ...licenses.map((license) => `Files: *\nCopyright: 2024 Somebody\nLicense: ${license}\n`)].join("\n");

describe("the licenses in a copyright file of Debian", () => {
  it.each([
    ["Expat", ["MIT"]],
    ["GPL-2", ["GPL-2.0-only"]],
    ["GPL-2+", ["GPL-2.0-or-later"]],
    ["GPLv3+", ["GPL-3.0-or-later"]],
    ["LGPL-2.1+", ["LGPL-2.1-or-later"]],
    ["BSD-3-clause", ["BSD-3-Clause"]],
    ["GFDL-NIV-1.3+", ["GFDL-1.3-no-invariants-or-later"]],
    ["GPL-1+ or Artistic", ["GPL-1.0-or-later OR Artistic-1.0"]],
    ["MPL-2.0 and ISC", ["ISC", "MPL-2.0"]],
    ["GPL-2+ or AFL-2.1, and Expat", ["GPL-2.0-or-later OR AFL-2.1", "MIT"]],
    ["Expat or ISC and Zlib", ["MIT OR (ISC AND Zlib)"]],
    ["GPL-2 with Linux-syscall-note exception", ["GPL-2.0-only WITH Linux-syscall-note"]],
  ])("are SPDX identifiers or expressions: %s", (written, expected) => {
    expect(debianLicenses(file(written))).toEqual(expected);
  });

  it.each([
    "public-domain",
    "BSD-3-clause-with-weird-numbering",
    "GPL-2+ with Autoconf exception",
    "clint or Expat",
    "LGPL",
  ])("keep the name that Debian uses if SPDX has none: %s", (written) => {
    expect(debianLicenses(file(written))).toEqual([written]);
  });

  it("are sorted, each once, without repeated texts and file names", () => {
    const text = `License: GPL-3\n The text of the license.\n\nFiles: License\nCopyright: none\nLicense: ISC\n`;
    expect(debianLicenses(`${file("Expat", "ISC", "Expat")}\n${text}`)).toEqual(["ISC", "MIT"]);
  });

  it("include that of the header", () => {
    expect(debianLicenses(`${format}License: ISC\n\nFiles: *\nLicense: Expat\n`)).toEqual(["ISC", "MIT"]);
  });

  it("are unknown if the file is not machine-readable or names none", () => {
    expect(debianLicenses("This package is free software.\n\nLicense: GPL-2\n")).toBeNull();
    expect(debianLicenses(format)).toBeNull();
    expect(debianLicenses(file("\n Permission is granted."))).toBeNull();
  });

  it("show that one of several has no name", () => {
    const sentence = "Permission to use, copy, modify, and distribute this software is granted";
    expect(debianLicenses(file("Expat", sentence, ""))).toEqual(["MIT", "unnamed license"]);
  });
});
