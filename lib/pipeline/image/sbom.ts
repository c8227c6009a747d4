import { createHash } from "node:crypto";
import type { Models } from "@cyclonedx/cyclonedx-library";
import { packageVersion } from "../../platform/package-root";
import { resultName, type InspectedPath, type Inspection } from "./inspection";
import { packageOf } from "./packages";

/**
 * Formats the contents of an ISO or a system as a software bill of materials: CycloneDX 1.6 JSON, one component per store path. The same
 * ISO or system gives the same output. Source: https://cyclonedx.org/docs/1.6/json/
 */
export async function sbomText(inspection: Inspection): Promise<string> {
  // Takes as long to load as everything else together.
  const { Enums, Models, Serialize, Spec, SPDX } = await import("@cyclonedx/cyclonedx-library");
  const { host, release, sha256, storePath, closure } = inspection;
  const name = resultName(inspection);

  // A component has either one expression or a list of licenses, of which each is an identifier or a name.
  const isIdentifier = (license: string): boolean => SPDX.isSupportedSpdxId(license);
  const isSpdx = (license: string): boolean =>
    license
      .replace(/[()]/g, "")
      .split(/ (?:AND|OR) /)
      .every((each) => isIdentifier(each.replace(/ WITH \S+$/, "")));
  const licensesOf = ({ licenses }: InspectedPath): Models.LicenseRepository => {
    const all = licenses ?? [];
    if (all.every(isSpdx) && !all.every(isIdentifier)) {
      const operands = all.map((license) => (all.length > 1 && license.includes(" OR ") ? `(${license})` : license));
      return new Models.LicenseRepository([new Models.LicenseExpression(operands.join(" AND "))]);
    }
    return new Models.LicenseRepository(
      all.map((license) =>
        isIdentifier(license) ? new Models.SpdxLicense(license) : new Models.NamedLicense(license),
      ),
    );
  };
  const componentOf = (each: InspectedPath): Models.Component => {
    const { name, version } = packageOf(each.path);
    const purl = packageUrl(each.path);
    return new Models.Component(version === "" ? Enums.ComponentType.File : Enums.ComponentType.Library, name, {
      bomRef: each.path,
      licenses: licensesOf(each),
      properties: new Models.PropertyRepository([
        new Models.Property("nix:output_path", each.path),
        new Models.Property("nix:nar_size", String(each.size)),
      ]),
      ...(version === "" ? {} : { version }),
      ...(purl === undefined ? {} : { purl }),
    });
  };

  const components = new Map(closure.paths.map((each) => [each.path, componentOf(each)]));
  const image = new Models.Component(Enums.ComponentType.OperatingSystem, host, {
    bomRef: name,
    version: release,
    description: name,
    hashes: new Models.HashDictionary(sha256 === null ? [] : [[Enums.HashAlgorithm["SHA-256"], sha256]]),
  });
  const needed = new Set(closure.paths.flatMap(({ references }) => references));
  for (const { path: at, references } of closure.paths) {
    const component = components.get(at);
    if (component === undefined) continue;
    for (const reference of references) addDependency(component, components.get(reference));
    if (!needed.has(at)) addDependency(image, component);
  }
  const bom = new Models.Bom({
    serialNumber: serialNumber(sha256 ?? storePath),
    components: new Models.ComponentRepository(components.values()),
    metadata: new Models.Metadata({
      component: image,
      tools: new Models.Tools({
        components: new Models.ComponentRepository([
          new Models.Component(Enums.ComponentType.Application, "cdknix", { version: packageVersion() }),
        ]),
      }),
    }),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function addDependency(of: Models.Component, on: Models.Component | undefined): void {
  if (on !== undefined) of.dependencies.add(on.bomRef);
}

/**
 * Package URL of a store path; undefined if it has no version.
 * Source: https://github.com/package-url/purl-spec (type `deb`; Nix is not a registered type yet, other tools use `pkg:nix`)
 */
function packageUrl(storePath: string): string | undefined {
  const { name, version, isDebian } = packageOf(storePath);
  if (version === "") return undefined;
  const encoded = (text: string): string => encodeURIComponent(text).replaceAll("%3A", ":");
  const named = `${encoded(name)}@${encoded(version)}`;
  return isDebian ? `pkg:deb/debian/${named}` : `pkg:nix/${named}`;
}

/** A UUID derived from the ISO's checksum, or from the store path of a system: version 8 of RFC 9562, for custom use. */
function serialNumber(identity: string): string {
  const digest = createHash("sha256").update(`cdknix ${identity}`).digest("hex");
  const uuid = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`];
  return `urn:uuid:${[...uuid, digest.slice(20, 32)].join("-")}`;
}
