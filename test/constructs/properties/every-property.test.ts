import { App, type Issue } from "cdknix";
import * as cdknix from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import type { Construct } from "constructs";
import { declaredProps } from "../../../lib/constructs";
import type { ValueType } from "../../../lib/constructs/core/properties/value-type";
import { objectsIn } from "../../../lib/constructs/core/properties/objects-in";
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
function errorsOf(
  construct: keyof typeof declaredProps,
  props: unknown,
  classOf = (Base: AnyConstruct): AnyConstruct => Base,
): readonly Issue[] {
  const app = new App();
  const flake = new cdknix.Flake(app, "dotfiles", { nixpkgs: cdknix.Nixpkgs.release("25.05") });
  const host = new cdknix.Host(flake, "lilith", { system: "x86_64-linux" });
  const scopes: Readonly<Record<string, Construct>> = { Flake: app, Host: flake, HostClass: flake };
  const Made = classOf((cdknix as unknown as Readonly<Record<string, AnyConstruct>>)[construct]!);
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

  it.each(places.filter(({ place }) => !place.isRequired))(
    "refuse a misspelt neighbor of $construct $name if a subclass passes it on",
    ({ construct, place }) => {
      const wrong = misspelt(place);
      const issues = errorsOf(construct, place.propsWith(wrong, place.sample), subclassOf);
      const found = issues.find(({ code, message }) => code === "unknown-property" && message.includes(`"${wrong}"`));
      expect(found?.fix).toMatch(new RegExp(`^did you mean ${place.key}\\?`));
    },
  );

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

/** A class of a program that passes on its properties. */
const subclassOf = (Base: AnyConstruct): AnyConstruct => class Mine extends Base {};

/** Each name that NixOS users may write for a property of a construct. */
const spellings = names.flatMap((construct) =>
  optionsOf(declaredProps[construct].type).flatMap(({ option, property }) => {
    const path = option
      .replace(/\.enable$/, "")
      .replace(/\.<\w+>$/, "")
      .replaceAll(/<\w+>/g, "x")
      .split(".");
    return [...new Set([path.at(-1)!, path.join(".")])].map((spelling) => ({ construct, spelling, property }));
  }),
);

describe("the NixOS options of every construct", () => {
  it.each(spellings)("are answered with the property: $construct $spelling", ({ construct, spelling, property }) => {
    const shapes = objectsIn(declaredProps[construct].type).map(({ inner }) => inner);
    if (shapes.some((shape) => Object.hasOwn(shape, spelling))) return;
    const required = sampleOf(declaredProps[construct].type) as object;
    for (const classOf of [(Base: AnyConstruct) => Base, subclassOf]) {
      const found = errorsOf(construct, { ...required, [spelling]: "x" }, classOf).find(
        ({ code, message }) => code === "unknown-property" && message.includes(`"${spelling}"`),
      );
      expect(found?.fix).toContain(property);
    }
  });

  it.each([
    ["NetworkConfig", "wireless", "networkManager"],
    ["LiveFixes", "sudo", "run0"],
    ["NixSettings", "flake", "registry"],
    ["BootConfig", "zramSwap", "zram"],
    ["BootConfig", "kernelParams", "kernelParameters"],
    ["InstallerTools", "systemPackages", "packages or scripts"],
    ["SshAccess", "hashedPassword", "passwordHash"],
    ["Host", "hostPlatform", "system"],
    ["IsoImage", "isoBaseName", "addOverride"],
    ["IsoImage", "fileName", "addOverride"],
    ["IsoImage", "isoName", "addOverride"],
  ] as const)("include %s %s", (construct, spelling, fix) => {
    const required = sampleOf(declaredProps[construct].type) as object;
    for (const classOf of [(Base: AnyConstruct) => Base, subclassOf]) {
      const found = errorsOf(construct, { ...required, [spelling]: "x" }, classOf);
      expect(found.map((each) => each.fix).join("\n")).toContain(fix);
    }
  });

  it("are found in sets, and as part of a name", () => {
    expect(errorsOf("IsoImage", { flake: true })[0]?.fix).toBe("did you mean embedFlake?");
    expect(errorsOf("BootConfig", { loader: { timeout: 5 } })[0]?.fix).toBe("did you mean menuTimeout?");
    const input = { url: "github:nix-community/disko", inputs: { nixpkgs: { follows: "nixpkgs" } } };
    const required = sampleOf(declaredProps.Flake.type) as object;
    expect(errorsOf("Flake", { ...required, inputs: { disko: input } })[0]?.fix).toBe("did you mean follows?");
  });
});

/** The options of all properties in a type, with the innermost property. */
function optionsOf(type: ValueType): readonly { readonly option: string; readonly property: string }[] {
  return objectsIn(type).flatMap(({ inner }) =>
    Object.entries(inner).flatMap(([property, { type: inside, options = [], insteadOf = [] }]) => [
      ...[...options, ...insteadOf].map((option) => ({ option, property })),
      ...optionsOf(inside),
    ]),
  );
}

/** The name with one letter too many, which no other property has. */
function misspelt({ key, shape }: PropertyPlace): string {
  const name = `${key}${key.at(-1) ?? ""}`;
  return Object.hasOwn(shape, name) ? `${name}x` : name;
}

const acceptsAllData = (type: ValueType): boolean => type === "nix";
