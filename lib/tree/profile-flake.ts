import { isRight } from "fp-ts/Either";
import type { HostKind, ManifestFlake, Profile, ProfileOption } from "../model";
import {
  ast,
  formatAttributePath,
  isIdentifier,
  moduleSource,
  nix,
  printFile,
  toExpression,
  type Expression,
  type NixValue,
} from "../nix";
import { nestedSet, type Entry } from "./nested-set";

/** Overrides `mkForce` (50), but not `mkVMOverride` (10), which is for VMs of a host. */
const profilePriority = 40;

/** The inputs of a profile's flake. */
export interface ProfileFlake {
  readonly profile: Profile;
  /** Name of the flake that the profile is applied to. */
  readonly name: string;
  /** Flake reference of its tree. */
  readonly reference: string;
  readonly flake: ManifestFlake;
  /** Option that names the ISO. */
  readonly imageNameOption: "isoImage.isoName" | "image.baseName";
}

/**
 * Renders a flake whose hosts are those of another flake with a profile applied, by path. It works with plain Nix as
 * well as with the CLI. Only hosts that are NixOS configurations can have a profile.
 */
export function profileFlake(source: ProfileFlake): ReadonlyMap<string, string> {
  const hosts = hostsWithProfiles(source.flake);
  const kinds = new Set(hosts.flatMap((host) => source.flake.hosts[host]?.kind ?? []));
  return new Map([
    ["flake.nix", flakeText(source, hosts)],
    ...[...kinds].map((kind) => [profileModules[kind], profileText(profileFor(source.profile, kind))] as const),
    ...hosts.map((host) => [`hosts/${host}.nix`, hostText(source, host)] as const),
  ]);
}

/** Names of the hosts that a profile can be applied to. */
export function hostsWithProfiles({ hosts }: ManifestFlake): readonly string[] {
  return Object.entries(hosts).flatMap(([name, { installable }]) =>
    installable.startsWith(`nixosConfigurations.${name}.`) ? [name] : [],
  );
}

function flakeText({ profile, name, reference, flake }: ProfileFlake, hosts: readonly string[]): string {
  // The name of a flake's directory need not be a valid input name.
  const input = isIdentifier(name) ? name : "flake";
  const system = (host: string): Expression => {
    const extend = ast.select(ast.identifier(input), ["nixosConfigurations", host, "extendModules"]);
    const modules = ast.binding("modules", ast.list([ast.path(`./hosts/${host}.nix`)]));
    return ast.apply(extend, ast.attributeSet({ bindings: [modules] }));
  };
  const image = (host: string): Expression =>
    ast.select(ast.identifier("self"), ["nixosConfigurations", host, "config", "system", "build", "isoImage"]);
  const outputs = nestedSet([
    ...hosts.map((host): Entry => ({ path: ["nixosConfigurations", host], value: system(host) })),
    ...hosts.flatMap((host): readonly Entry[] => {
      const { system: platform, isoName } = flake.hosts[host] ?? { system: "", isoName: null };
      return isoName === null ? [] : [{ path: ["packages", platform, host], value: image(host) }];
    }),
  ]);
  return printFile(
    ast.attributeSet({
      bindings: [
        ast.binding("description", ast.string(`${name} with the profile ${profile.name}`)),
        ast.binding(["inputs", input, "url"], ast.string(reference)),
        ast.binding("outputs", ast.lambda(ast.formals({ names: ["self", input], ellipsis: true }), outputs)),
      ],
    }),
  );
}

/** The files with the modules that are added to hosts. */
const profileModules = { image: "profile.nix", machine: "profile-machine.nix" } as const;

/** A machine does not have the options of images. */
function profileFor(profile: Profile, kind: HostKind): Profile {
  if (kind === "image") return profile;
  const exists = ({ path }: ProfileOption): boolean => path[0] !== "isoImage" && path[0] !== "image";
  return { ...profile, set: profile.set.filter(exists), add: profile.add.filter(exists) };
}

/** Renders the module that is added to every host of a kind. */
function profileText({ name, set, add }: Profile): string {
  const lost = add.map(({ path }) => {
    const option = formatAttributePath(path);
    const text = `${profileFile(name)}: ${option} is forced by the program, so the profile adds nothing to it`;
    return nix.when(nix.raw(`options.${option}.highestPrio or 100 < 100`), [text]);
  });
  const config = nestedSet([
    // The name of the module in Nix's errors and in the definitions that `explain` lists.
    { path: ["_file"], value: ast.string(profileFile(name)) },
    ...set.map(({ path, value }) => ({ path, value: converted(nix.override(profilePriority, value)) })),
    ...add.map(({ path, value }) => ({ path, value: converted(value) })),
    ...(lost.length === 0
      ? []
      : [{ path: ["warnings"], value: converted(lost.length === 1 ? lost[0] : nix.merge(...lost)) }]),
  ]);
  return moduleSource({ imports: [], config }).text;
}

/** The name of a profile's module where files are listed. */
function profileFile(name: string): string {
  return `${profileMark}${name}`;
}

/** Whether a file name refers to a profile's module. */
export function isProfileFile(file: string): boolean {
  return file.startsWith(profileMark);
}

const profileMark = "the profile ";

function hostText({ profile, flake, imageNameOption }: ProfileFlake, host: string): string {
  const { isoName, kind } = flake.hosts[host] ?? { isoName: null, kind: "image" };
  const named = isoName === null || profile.isoSuffix === "" ? [] : [isoNameEntry(profile, isoName, imageNameOption)];
  return moduleSource({ imports: [ast.path(`../${profileModules[kind]}`)], config: nestedSet(named) }).text;
}

function isoNameEntry(profile: Profile, isoName: string, option: ProfileFlake["imageNameOption"]): Entry {
  const name = profiledIsoName(isoName, profile);
  const value = option === "image.baseName" ? name.replace(/\.iso$/, "") : name;
  return { path: option.split("."), value: converted(nix.override(profilePriority, value)) };
}

/** The file name of an ISO built with a profile. */
export function profiledIsoName(isoName: string, { isoSuffix }: Pick<Profile, "isoSuffix">): string {
  return isoName.replace(/(?:\.iso)?$/, `${isoSuffix}.iso`);
}

/** Converts JSON data to a Nix expression. */
function converted(value: NixValue | undefined): Expression {
  const expression = toExpression(value);
  if (isRight(expression)) return expression.right;
  throw new TypeError(expression.left.map(({ reason }) => reason).join("; "));
}
