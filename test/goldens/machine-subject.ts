import { NixosModule } from "cdknix";
import type { Construct } from "constructs";
import type { Subject } from "./subject";

/** Properties of value objects that the variants use, by type name. */
const used = new Map<string, object[]>();

/** Records properties of a value object, so that the test of all properties knows them. */
export function props<Props extends object>(type: string, given: Props): Props {
  used.set(type, [...(used.get(type) ?? []), given]);
  return given;
}

/** The properties that the variants of machines use, by type name. */
export const usedProps: ReadonlyMap<string, readonly object[]> = used;

/**
 * A construct of a machine to install, which has no image.
 * @param others creates the other parts of the machine
 */
export function machineSubject<Value extends object>(
  file: string,
  construct: new (scope: Construct, id: string, value: Value) => NixosModule,
  variants: Readonly<Record<string, Value>>,
  others: (host: Construct, variant: string) => void,
): Subject {
  const byName = new Map(Object.entries(variants));
  return {
    file,
    propsName: `${construct.name}Props`,
    variants: byName,
    isMachine: true,
    make: (host, id, variant) => {
      // NixOS warns about a machine without stateVersion. The manual takes long to evaluate, and depends on Nix.
      const config = { system: { stateVersion: "24.05" }, documentation: { enable: false } };
      new NixosModule(host, "machine", { config });
      others(host, variant);
      const value = byName.get(variant);
      if (value === undefined) throw new Error(`${file} has no variant ${variant}`);
      return new construct(host, id, value);
    },
  };
}
