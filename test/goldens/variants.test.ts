import * as path from "node:path";
import { repository } from "../examples/examples";
import { casesOfValue, propertyCases } from "./property-cases";
import { usedProps } from "./machine-subject";
import { subjects } from "./variants";
import { unevaluatedProfiles } from "./variants/iso-image";

const properties = ["installer", "disks", "offline-installer"].flatMap((folder) =>
  propertyCases(path.join(repository, `lib/constructs/${folder}/index.ts`)),
);

const unevaluated = new Set(Object.keys(unevaluatedProfiles).map((name) => JSON.stringify(name)));

/** The properties that are set anywhere, by type name: those of variants, and of scripts inside them. */
function setProperties(): ReadonlyMap<string, readonly object[]> {
  const set = new Map<string, readonly object[]>(
    subjects.map(({ propsName, variants }) => [propsName, [...variants.values()]]),
  );
  const scripts = (set.get("InstallerToolsProps") ?? []).flatMap((props) =>
    "scripts" in props ? Object.values(props.scripts as Record<string, object>) : [],
  );
  // A boot loader has no properties of its own: its kinds do.
  set.delete("BootLoaderProps");
  return new Map([...set, ["InstallerScriptProps", scripts], ...usedProps]);
}

describe("the variants of constructs", () => {
  it("set each property of each construct to each kind of value that it accepts", () => {
    const set = setProperties();
    const missing = properties.flatMap(({ type, property, cases }) => {
      const values = (set.get(type) ?? []).map((props) => (props as Record<string, unknown>)[property]);
      const covered = new Set(values.flatMap(casesOfValue));
      return cases
        .filter((each) => !covered.has(each) && !(property === "profile" && unevaluated.has(each)))
        .map((each) => `${type}.${property} is never ${each}: add a variant to test/goldens/variants`);
    });
    expect(missing).toEqual([]);
  });

  it("cover every construct with properties", () => {
    expect([...setProperties().keys()].sort()).toEqual([...new Set(properties.map(({ type }) => type))].sort());
  });

  it("match the kinds that the types allow", () => {
    const cases = (property: string): unknown => properties.find((each) => each.property === property)?.cases;
    expect(cases("copyToRam")).toEqual(["false", "true"]);
    expect(cases("menuTimeout")).toEqual(["null", "number"]);
    expect(cases("filesystems")).toEqual(["list", "object"]);
    expect(cases("rootLogin")).toEqual(['"key"', '"no"', '"password"']);
    expect(cases("tools")).toContain('["nixos-build-vms"]');
    expect(cases("font")).toEqual(["value"]);
  });
});
