import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { sbomText } from "../../../lib/pipeline/image/sbom";
import { inspection } from "../../commands/inspect/inspection";

const store = "/nix/store/00000000000000000000000000000000";

interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> };
  readonly components: readonly {
    readonly name: string;
    readonly version?: string;
    readonly purl?: string;
    readonly licenses?: readonly unknown[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

describe("the bill of materials of an image", () => {
  it("is valid according to the CycloneDX schema", async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    const text = await sbomText(inspection);
    expect(await validator.validate(text)).toBeNull();
    // Ensure that the schema is actually applied.
    expect(await validator.validate(text.replace('"components"', '"componentz"'))).not.toBeNull();
  });

  it("lists the store of the image with licenses and dependencies", async () => {
    const bom = JSON.parse(await sbomText(inspection)) as Bom;
    expect(bom.components.map(({ name, version, purl, licenses }) => ({ name, version, purl, licenses }))).toEqual([
      {
        name: "git",
        version: "2.44.1",
        purl: "pkg:nix/git@2.44.1",
        licenses: [{ license: { name: "a license of its own" } }, { license: { id: "GPL-2.0-only" } }],
      },
      {
        name: "linux",
        version: "6.6.1",
        purl: "pkg:nix/linux@6.6.1",
        licenses: [{ license: { id: "GPL-2.0-only" } }],
      },
      { name: "nixos-system", version: undefined, purl: undefined, licenses: undefined },
    ]);
    expect(bom.metadata.component).toMatchObject({
      name: "rescue",
      version: "24.05",
      hashes: [{ alg: "SHA-256", content: inspection.sha256 }],
    });
    const needs = new Map(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn ?? []]));
    expect(needs.get("rescue.iso")).toEqual([`${store}-nixos-system`]);
    expect(needs.get(`${store}-nixos-system`)).toEqual([`${store}-git-2.44.1`, `${store}-linux-6.6.1`]);
  });

  it.each([
    [["MIT", "GPL-2.0-only OR ISC"], [{ expression: "MIT AND (GPL-2.0-only OR ISC)" }]],
    [["GPL-1.0-or-later OR Artistic-1.0"], [{ expression: "GPL-1.0-or-later OR Artistic-1.0" }]],
    [["GPL-2.0-only WITH Linux-syscall-note"], [{ expression: "GPL-2.0-only WITH Linux-syscall-note" }]],
    [
      ["MIT OR ISC", "public-domain"],
      [{ license: { name: "MIT OR ISC" } }, { license: { name: "public-domain" } }],
    ],
  ])("writes an SPDX expression if every license is one: %j", async (licenses, expected) => {
    const paths = inspection.closure.paths.map((each) => ({ ...each, licenses }));
    const text = await sbomText({ ...inspection, closure: { ...inspection.closure, paths } });
    expect((JSON.parse(text) as Bom).components[0]?.licenses).toEqual(expected);
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  });

  it("is reproducible, and its serial number depends on the ISO", async () => {
    const first = await sbomText(inspection);
    expect(await sbomText(inspection)).toBe(first);
    const other = JSON.parse(await sbomText({ ...inspection, sha256: "f".repeat(64) })) as Bom;
    expect(other.serialNumber).not.toBe((JSON.parse(first) as Bom).serialNumber);
    expect(other.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
