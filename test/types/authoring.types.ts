/**
 * What the compiler accepts and rejects in programs. Nothing here runs: `npm run types` fails if a line that is marked as an
 * error compiles, or if another one does not.
 */
import {
  BootConfig,
  Compression,
  defineProps,
  config,
  Host,
  InstallerTools,
  IsoImage,
  lib,
  NetworkConfig,
  nix,
  NixosModule,
  Nixpkgs,
  NixSettings,
  pkgs,
  prop,
  Secret,
  Size,
  SshAccess,
  type HostClass,
  type NixDefinition,
  type NixPath,
  type NixValue,
} from "cdknix";

export function accepted(iso: HostClass): readonly unknown[] {
  return [
    new NixosModule(iso, "a", { config: { a: 1, b: 10n, c: null, d: ["x", pkgs.git], e: { f: true, g: undefined } } }),
    new NixosModule(iso, "b", {
      config: { a: nix.force({ b: lib.mkDefault(config.x.y) }), c: nix.str`${pkgs.jq}/bin` },
    }),
    new NixosModule(iso, "c", {
      config: ({ release, revision, hosts }) => ({ a: `${release}${revision}${hosts.length}` }),
    }),
    new BootConfig(iso, "d", {
      filesystems: { only: ["btrfs"] },
      menuTimeout: null,
      kernelPackages: pkgs.linuxPackages,
    }),
    new IsoImage(iso, "e", { embedFlake: { directory: "." }, compression: Compression.lz4({ high: false }) }),
    new BootConfig(iso, "g", { filesystems: { without: ["zfs"] }, systemdStage1: true }),
    new NetworkConfig(iso, "h", { networkManager: true }),
    new NixosModule(iso, "i", {
      config: { a: Secret.named("x", { mode: "0440" }), b: [nix.str`-f ${Secret.age("y")}`] },
    }),
    new IsoImage(iso, "j", { secretsArea: Size.kibibytes(64) }),
    textOrPath(Secret.named("x"), Secret.sops("x")),
    new InstallerTools(iso, "f", { scripts: { a: { text: "true" }, b: { file: "b.sh", runtimeInputs: [pkgs.git] } } }),
  ];
}

/** The types of options that take text and paths. */
declare function textOrPath(text: NixDefinition<string>, path: NixDefinition<NixPath>): string;

export function rejected(iso: HostClass, date: Date): readonly unknown[] {
  // @ts-expect-error -- a date cannot be represented in Nix
  const value: NixValue = date;
  // @ts-expect-error -- nor can a function
  const callback: NixValue = () => 1;
  return [
    value,
    callback,
    // @ts-expect-error -- no such release
    Nixpkgs.release("23.05"),
    // @ts-expect-error -- a reference needs its release
    Nixpkgs.ref("github:NixOS/nixpkgs"),
    // @ts-expect-error -- a secret is a name, and has no value
    Secret.named("x", { value: "hunter2" }),
    // @ts-expect-error -- a secret is no text
    new SshAccess(iso, "s", { authorizedKeys: [Secret.named("x")] }),
    // @ts-expect-error -- a cache without its key
    new NixSettings(iso, "a", { caches: [{ url: "https://example.org" }] }),
    // @ts-expect-error -- no such tool
    new InstallerTools(iso, "b", { tools: ["nixos-instal"] }),
    // @ts-expect-error -- a script is inline or from a file
    new InstallerTools(iso, "c", { scripts: { a: {} } }),
    // @ts-expect-error -- no such way to log in
    new SshAccess(iso, "d", { rootLogin: "yes" }),
    // @ts-expect-error -- no such system
    new Host(iso, "e", { system: "x86_64-darwin" }),
    // @ts-expect-error -- a property that does not exist
    new BootConfig(iso, "f", { toram: true }),
    // @ts-expect-error -- compressions are created by name
    new Compression("zstd"),
  ];
}

interface Described {
  readonly name: string;
  readonly count?: number | null;
  readonly mode: "a" | "b";
  readonly mutable: string[];
  readonly value?: NixValue;
  readonly values: Readonly<Record<string, readonly NixValue[]>>;
  readonly nested?: { readonly on: boolean };
  readonly compression?: Compression;
  readonly callback?: (name: string) => void;
}

const described = {
  name: prop.string,
  count: prop.optional(prop.either(prop.number, prop.null)),
  mode: prop.oneOf("a", "b"),
  mutable: prop.list(prop.string),
  value: prop.optional(prop.nix),
  values: prop.record(prop.list(prop.nix)),
  nested: prop.optional(prop.object<{ readonly on: boolean }>({ on: prop.boolean })),
  compression: prop.optional(prop.instance(Compression)),
  callback: prop.optional(prop.function<(name: string) => void>()),
};

export function descriptions(): readonly unknown[] {
  const { count, mode, mutable, value, values, nested, compression, callback } = described;
  return [
    defineProps<Described>(described),
    // @ts-expect-error -- a property is missing
    defineProps<Described>({ count, mode, mutable, value, values, nested, compression, callback }),
    // @ts-expect-error -- a property that the interface does not have
    defineProps<Described>({ ...described, other: prop.string }),
    // @ts-expect-error -- another type
    defineProps<Described>({ ...described, name: prop.number }),
    // @ts-expect-error -- a wider type
    defineProps<Described>({ ...described, mode: prop.string }),
    // @ts-expect-error -- a narrower type
    defineProps<Described>({ ...described, mode: prop.oneOf("a") }),
    // @ts-expect-error -- required, but described as optional
    defineProps<Described>({ ...described, name: prop.optional(prop.string) }),
    // @ts-expect-error -- optional, but described as required
    defineProps<Described>({ ...described, value: prop.nix }),
    // @ts-expect-error -- elements of another type
    defineProps<Described>({ ...described, mutable: prop.list(prop.number) }),
  ];
}
