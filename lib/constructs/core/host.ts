import { Construct, type IConstruct } from "constructs";
import { memberPath } from "../../nix";
import { Annotations } from "./annotations";
import { checkedScope, usableId } from "./arguments/scope";
import { recordSource } from "./construct-source";
import { Flake } from "./flake";
import type { HostClass } from "./host-class";
import { hasMark, mark, nearestWithMark } from "./marks";
import { checkHostName } from "./names";
import { checkNesting } from "./nesting";
import { refuseAsValue } from "./refuse-as-value";
import { declaredProps } from "./properties/declared-props";
import { checkProps } from "./properties/props-definition";

/** Supported Nix systems for hosts. */
export const hostSystems = ["x86_64-linux", "aarch64-linux"] as const;
/**
 * A supported Nix system for hosts.
 * @public
 */
export type HostSystem = (typeof hostSystems)[number];

/**
 * Properties of a {@link Host}.
 * @public
 */
export interface HostProps {
  /** Class whose modules the host imports. Default: none. */
  readonly class?: HostClass;
  /** Nix system of the host (`nixpkgs.hostPlatform`, instead of `nixpkgs.system`). */
  readonly system: HostSystem;
}

/**
 * A NixOS system. With an `IsoImage` in its scope or class, it is built as an ISO. Its ID becomes `networking.hostName`
 * and the name of the output in `nixosConfigurations`. Modules created in its scope become `systems/<id>/*.nix`.
 * @public
 */
export class Host extends Construct {
  /** Whether a value is a host. */
  static isHost(value: unknown): value is Host {
    return hasMark(value, "Host");
  }

  /** Class whose modules the host imports. */
  readonly class: HostClass | undefined;
  /** Nix system of the host. */
  readonly system: HostSystem;

  /** @throws Error when the scope is not inside a {@link Flake} */
  constructor(scope: Construct, id: string, props: HostProps) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    const flake = Flake.of(this);
    checkHostName(this, id);
    checkNesting(this, "Host", ["Host", "HostClass"]);
    const exact = new.target === Host;
    const checked = checkProps(declaredProps.Host, props, { exact, explainsChoice: ["system"] });
    checked.report(this);
    props = checked.props;
    this.class = props.class;
    this.system = props.system;
    if (!hostSystems.includes(props.system)) {
      Annotations.of(this).addError({
        code: "unknown-system",
        message: `NixOS has no installer image for the system ${JSON.stringify(props.system)}`,
        value: JSON.stringify(props.system),
        fix: `use one of ${hostSystems.join(", ")}`,
      });
    }
    if (props.class !== undefined && Flake.of(props.class) !== flake) {
      Annotations.of(this).addError({
        code: "foreign-class",
        message: `the class ${props.class.node.path} belongs to another flake`,
        reason: "a host can import only the modules of its own flake",
        fix: `create a HostClass in ${flake.node.path}`,
      });
    }
  }
}
mark(Host.prototype, "Host");
refuseAsValue(
  Host.prototype,
  (host: Host) => `use its configuration: ${memberPath(["self", "nixosConfigurations", host.node.id, "config"])}`,
);

/** The constructs in the scopes of a host and its class. */
export const constructsOf = (host: Host): readonly IConstruct[] => [
  ...(host.class?.node.findAll() ?? []),
  ...host.node.findAll(),
];

/** The hosts that have a construct in their scope or that of their class. */
export function hostsWith(construct: IConstruct): readonly Host[] {
  const host = nearestWithMark(construct, "Host");
  if (Host.isHost(host)) return [host];
  const hostClass = nearestWithMark(construct, "HostClass");
  const all = Flake.of(construct).node.findAll();
  return all.flatMap((each) =>
    Host.isHost(each) && each.class === hostClass && hostClass !== undefined ? [each] : [],
  );
}

/**
 * Whether a host is a machine to install: it has disks or a boot loader, and no image.
 * @param constructs the constructs in the scopes of the host and its class, or one of each class
 */
export function isInstallable(host: Host, constructs: readonly IConstruct[] = constructsOf(host)): boolean {
  const has = (name: string): boolean => constructs.some((each) => hasMark(each, name));
  return (has("DiskLayout") || has("BootLoader")) && !has("IsoImage");
}
