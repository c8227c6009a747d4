import { Construct } from "constructs";
import { checkedScope, usableId } from "./arguments/scope";
import { recordSource } from "./construct-source";
import { Flake } from "./flake";
import { hasMark, mark } from "./marks";
import { checkFileName } from "./names";
import { checkNesting } from "./nesting";
import { refuseAsValue } from "./refuse-as-value";
import { declaredProps } from "./properties/declared-props";
import { checkProps } from "./properties/props-definition";

/**
 * A class of hosts, such as `iso`. Modules created in its scope become `modules/<id>/*.nix`, which every host of the
 * class imports.
 * @public
 */
export class HostClass extends Construct {
  /** Whether a value is a host class. */
  static isHostClass(value: unknown): value is HostClass {
    return hasMark(value, "HostClass");
  }

  /** The flake that the class belongs to. */
  readonly flake: Flake;

  /** @throws Error when the scope is not inside a {@link Flake} */
  constructor(scope: Construct, id: string, ...rest: never[]) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    // Untyped programs can pass properties, which have no effect.
    const [props = {}] = rest as readonly unknown[];
    checkProps(declaredProps.HostClass, props, { exact: new.target === HostClass }).report(this);
    this.flake = Flake.of(this);
    checkFileName(this, id);
    checkNesting(this, "HostClass", ["Host", "HostClass"]);
  }
}
mark(HostClass.prototype, "HostClass");
refuseAsValue(HostClass.prototype, () => "pass it to the property class of a Host");
