import type { IConstruct } from "constructs";
import type { FlakeModel, ModuleModel } from "../../model";
import type { Expression } from "../../nix";
import { Annotations, jointPropertiesOf, type Host } from "../core";
import { BootLoader, DiskLayout, layoutIn, loaderIssues, loaderOf, mountsIn, placesIn } from "../disks";
import { IsoImage, SshAccess } from "../installer";
import { OfflineInstaller } from "../offline-installer";
import type { Collector } from "./collector";
import { optionDefinitions } from "./options/option-definitions";

/** The constructs of a host and its class that describe a machine to install. */
interface MachineParts {
  readonly layouts: readonly DiskLayout[];
  readonly loaders: readonly BootLoader[];
  readonly images: readonly IsoImage[];
  readonly accesses: readonly SshAccess[];
  readonly installers: readonly OfflineInstaller[];
}

/** Reports mistakes that show only when the disks, the boot loader, and the other modules of a host are known. */
export function checkMachine(host: Host, model: FlakeModel, collector: Collector): void {
  const { layouts, loaders, images, accesses, installers } = partsOf(host, collector);
  const [, secondInstaller] = installers;
  if (secondInstaller !== undefined) {
    reportTwice(secondInstaller, installers, `the host ${host.node.id} has more than one offline installer`);
  }
  const [layout, secondLayout] = layouts;
  const [loader, secondLoader] = loaders;
  const [image] = images;
  if (image !== undefined) checkImageLogin({ accesses, images }, host, model);
  const [part] = [...layouts, ...loaders];
  if (part === undefined) return;
  if (image !== undefined) {
    reportImage(part, image, host);
    return;
  }
  if (secondLayout !== undefined) {
    reportTwice(secondLayout, layouts, `the host ${host.node.id} has more than one disk layout`);
  }
  if (secondLoader !== undefined) {
    reportTwice(secondLoader, loaders, `the host ${host.node.id} has more than one boot loader`);
  }
  for (const access of accesses) if (access.rootLogin === "no") reportNoLogin(access, host);
  const options = new HostOptions(host, model);
  if (layout === undefined && loader !== undefined) reportLoaderAlone(loader, host, options);
  if (layout === undefined) return;
  checkZfs(layout, host, options);
  if (loader === undefined) {
    reportLayoutAlone(layout, host, options);
    return;
  }
  // Wrong arguments may have made another boot loader.
  if (loader.kind.issues.length > 0) return;
  for (const { severity, ...issue } of loaderIssues(loaderOf(loader.kind), layoutIn(layout), host.system)) {
    if (severity === "error") Annotations.of(loader).addError(issue);
    else Annotations.of(loader).addWarning(issue);
  }
}

function reportNoLogin(access: SshAccess, host: Host): void {
  Annotations.of(access).addError({
    code: "ssh-no-user",
    message: `no user can log in to ${host.node.id} over SSH: rootLogin is "no"`,
    reason: "the user nixos, whom the keys are also for, exists only in images",
    fix: 'use rootLogin "key", or set the keys of your own user: users.users.<name>.openssh.authorizedKeys.keys',
  });
}

/** Reports an image that neither root nor its user nixos can log in to, unless the program may add another user. */
function checkImageLogin(
  { accesses, images }: Pick<MachineParts, "accesses" | "images">,
  host: Host,
  model: FlakeModel,
): void {
  const access = accesses.find(({ rootLogin }) => rootLogin === "no");
  const isWithoutUser = accesses.some((each) => jointPropertiesOf(each)?.props.liveUser === false);
  if (access === undefined || !isWithoutUser) return;
  if (new HostOptions(host, model).mayDefineElsewhere(["users", "users"], [...accesses, ...images])) return;
  Annotations.of(access).addError({
    code: "ssh-no-user",
    message: `no user can log in to ${host.node.id} over SSH: rootLogin is "no", and liveUser is false`,
    reason: "an image has the users root and nixos, and the keys are for neither",
    fix: 'use rootLogin "key", remove liveUser, or set the keys of your own user: users.users.<name>.openssh.authorizedKeys.keys',
  });
}

function partsOf(host: Host, collector: Collector): MachineParts {
  const scopes = host.class === undefined ? [host] : [host.class, host];
  const ofKind = <Kind extends IConstruct>(isOfKind: (construct: unknown) => construct is Kind): readonly Kind[] =>
    scopes.flatMap((scope) => collector.ofKind(scope, isOfKind));
  return {
    layouts: ofKind((construct) => DiskLayout.isDiskLayout(construct)),
    loaders: ofKind((construct) => BootLoader.isBootLoader(construct)),
    images: ofKind((construct) => IsoImage.isIsoImage(construct)),
    accesses: ofKind((construct) => SshAccess.isSshAccess(construct)),
    installers: ofKind((construct) => OfflineInstaller.isOfflineInstaller(construct)),
  };
}

/** The options that the modules of a host define, as far as the program shows it. */
class HostOptions {
  private readonly modules: readonly ModuleModel[];

  constructor(host: Host, model: FlakeModel) {
    const own = model.hosts.find(({ name }) => name === host.node.id);
    const ofClass = model.classes.find(({ name }) => name === host.class?.node.id);
    this.modules = [...(ofClass?.modules ?? []), ...(own === undefined ? [] : [own.own, ...own.modules])];
  }

  /** Whether a module other than those of some constructs defines an option below a path, or may do so in an import. */
  mayDefineElsewhere(path: readonly string[], except: readonly IConstruct[]): boolean {
    const paths = except.map(({ node }) => node.path);
    return this.modules.some(
      ({ config, imports, constructPath }) =>
        !paths.includes(constructPath) && (imports.length > 0 || defines(config, path)),
    );
  }

  /** Whether a module defines an option below a path, or may do so in what only Nix can read. */
  mayDefine(path: readonly string[], except: DiskLayout | BootLoader): boolean {
    return this.modules.some(({ config, imports, constructPath }) => {
      if (constructPath === except.node.path) return false;
      return imports.some((each) => !isDisko(each)) || defines(config, path);
    });
  }
}

function defines(config: Expression, path: readonly string[]): boolean {
  if (config.kind !== "attributeSet") return true;
  const found = optionDefinitions(config, (at) => {
    if (at.some((name, index) => index < path.length && name !== path[index])) return "skip";
    return at.length >= path.length ? "leaf" : "descend";
  });
  return [...found].length > 0;
}

const isDisko = (imported: Expression): boolean => imported.kind === "select" && imported.path[0] === "disko";

function reportImage(part: DiskLayout | BootLoader, image: IsoImage, host: Host): void {
  Annotations.of(part).addError({
    code: "image-with-disks",
    message: `the host ${host.node.id} has an IsoImage, so it cannot be a machine to install`,
    value: image.node.path,
    reason: "an image has its own file systems and boot loader",
    fix: "create a second Host for the machine, without the IsoImage and its class",
  });
}

function reportTwice(
  second: DiskLayout | BootLoader | OfflineInstaller,
  all: readonly (DiskLayout | BootLoader | OfflineInstaller)[],
  message: string,
): void {
  Annotations.of(second).addError({
    code: "machine-part-twice",
    message,
    value: all.map(({ node }) => node.path).join(", "),
    fix: DiskLayout.isDiskLayout(second)
      ? "describe all disks in one of them"
      : OfflineInstaller.isOfflineInstaller(second)
        ? "pass the targets of all of them to one"
        : "remove all but one of them",
  });
}

/** Names below `boot.loader` that set up a boot loader. Source: nixos/modules/system/boot/loader. */
const bootLoaders = [
  "external",
  "generic-extlinux-compatible",
  "grub",
  "initScript",
  "limine",
  "refind",
  "systemd-boot",
];

function reportLayoutAlone(layout: DiskLayout, host: Host, options: HostOptions): void {
  if (bootLoaders.some((name) => options.mayDefine(["boot", "loader", name], layout))) return;
  Annotations.of(layout).addError({
    code: "no-boot-loader",
    message: `the host ${host.node.id} has disks, but no boot loader`,
    reason: "nothing would start the installed system",
    fix: 'add one: new BootLoader(host, "loader", BootLoaderKind.systemdBoot())',
  });
}

function reportLoaderAlone(loader: BootLoader, host: Host, options: HostOptions): void {
  if (options.mayDefine(["fileSystems"], loader) || options.mayDefine(["disko"], loader)) return;
  Annotations.of(loader).addError({
    code: "no-disk-layout",
    message: `the host ${host.node.id} has a boot loader, but no disks`,
    reason: "without a root file system, NixOS rejects the configuration",
    fix: "add a DiskLayout",
  });
}

/** Source: nixos/modules/tasks/filesystems/zfs.nix, which has an assertion about the host ID. */
function checkZfs(layout: DiskLayout, host: Host, options: HostOptions): void {
  const data = layoutIn(layout);
  const hasZfs = mountsIn(data, placesIn(data)).some(({ format }) => format === "zfs") || data.pools.size > 0;
  if (!hasZfs || options.mayDefine(["networking", "hostId"], layout)) return;
  Annotations.of(layout).addError({
    code: "zfs-host-id",
    message: `the host ${host.node.id} has ZFS, but no networking.hostId`,
    reason: "ZFS imports a pool only on the machine with the host ID that it was used on last",
    fix: 'add one, of 8 hexadecimal digits: new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } })',
  });
}
