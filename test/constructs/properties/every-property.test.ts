import { App, type Issue } from "cdknix";
import * as cdknix from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import type { Construct } from "constructs";
import { declaredProps } from "../../../lib/constructs";
import type { ValueType } from "../../../lib/constructs/core/properties/value-type";
import { propertyPlaces, sampleOf, wrongValuesFor, type PropertyPlace } from "./property-places";

type AnyConstruct = new (scope: Construct, id: string, props?: unknown) => Construct;

/** Constructs of the library itself; those of Terraform need its app. */
const names = (Object.keys(declaredProps) as (keyof typeof declaredProps)[]).filter(
  (name) => name !== "App" && name !== "IsoBuild",
);

const places = names.flatMap((construct) =>
  propertyPlaces(declaredProps[construct].type).map((place) => ({ construct, place, name: place.path.join(".") })),
);

/** The errors of a construct with some properties. No compiler checks them: they are those of a JavaScript program. */
function errorsOf(construct: keyof typeof declaredProps, props: unknown): readonly Issue[] {
  const app = new App();
  const flake = new cdknix.Flake(app, "dotfiles", { nixpkgs: cdknix.Nixpkgs.release("25.05") });
  const host = new cdknix.Host(flake, "lilith", { system: "x86_64-linux" });
  const scopes: Readonly<Record<string, Construct>> = { Flake: app, Host: flake, HostClass: flake };
  const Made = (cdknix as unknown as Readonly<Record<string, AnyConstruct>>)[construct]!;
  const { node } = new Made(scopes[construct] ?? host, "tested", props);
  return FlakeAssertions.fromApp(app).issues.filter(
    ({ constructPath, severity }) => severity === "error" && constructPath === node.path,
  );
}

describe("the properties of every construct", () => {
  it("are found, nested ones included", () => {
    expect(places.length).toBeGreaterThan(80);
    expect(places.map(({ construct, name }) => `${construct}.${name}`)).toEqual(
      expect.arrayContaining([
        ...["BootConfig.kernelParameters", "BootConfig.filesystems.only", "NixSettings.caches.0.publicKey"],
        ...["IsoImage.contents.0.target", "InstallerTools.scripts.tested.text", "Flake.inputs.tested.follows"],
      ]),
    );
  });

  it.each(places)("refuse a misspelt neighbor of $construct $name", ({ construct, place }) => {
    const wrong = misspelt(place);
    const issues = errorsOf(construct, place.propsWith(wrong, place.sample));
    const found = issues.find(({ code, message }) => code === "unknown-property" && message.includes(`"${wrong}"`));
    expect(found?.fix).toBe(`did you mean ${place.key}?`);
    expect(found?.source?.file).toBe("test/constructs/properties/every-property.test.ts");
  });

  it.each(places)("refuse a value of another type for $construct $name", ({ construct, place }) => {
    for (const wrong of wrongValuesFor(place.type)) {
      const issues = errorsOf(construct, place.propsWith(place.key, wrong));
      // The conversion to Nix refuses what is not data.
      const expected = acceptsAllData(place.type) ? "nix-value" : "property-type";
      expect(issues.map(({ code }) => code)).toContain(expected);
      if (expected === "property-type") expect(issues.map(({ message }) => message).join("\n")).toContain(place.key);
    }
  });

  it.each(places.filter(({ place }) => place.isRequired))(
    "refuse a missing $construct $name",
    ({ construct, place }) => {
      const issues = errorsOf(construct, place.propsWith(place.key, undefined));
      expect(issues.map(({ code }) => code)).toContain(
        place.key === "publicKey" ? "cache-without-key" : "missing-property",
      );
    },
  );

  it.each(names)("accept their own types: %s", (construct) => {
    const codes = errorsOf(construct, sampleOf(declaredProps[construct].type)).map(({ code }) => code);
    const about = ["unknown-property", "property-type", "missing-property", "property-conflict", "program-threw"];
    expect(codes.filter((code) => about.includes(code))).toEqual([]);
  });

  it.each(names)("refuse anything but an object: %s", (construct) => {
    for (const wrong of ["text", 1, null, ["a"], () => 1, new Map(), cdknix.pkgs.hello]) {
      expect(errorsOf(construct, wrong).map(({ code }) => code)).toContain("property-type");
    }
  });
});

/** The name with one letter too many, which no other property has. */
function misspelt({ key, shape }: PropertyPlace): string {
  const name = `${key}${key.at(-1) ?? ""}`;
  return Object.hasOwn(shape, name) ? `${name}x` : name;
}

const acceptsAllData = (type: ValueType): boolean => type === "nix";
