// Writes which options take a package, a file, or a function, from JSON dumps of the options of several releases, such as the manual's
// options.json: npm run package-options -- --options FILE --options FILE
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { refusesText, takesFileOrText } from "../lib/options/text-values/refuses-text";
import type { OptionType } from "../lib/options/types/option-type";
import { parseTypeDescription } from "../lib/options/types/parse-type";

/** An option in a dump; the default is Nix source, in the manual's dump as `text`. */
interface DumpedOption {
  readonly type: string;
  readonly default?: string | { readonly text?: string } | null;
}

/**
 * Options with a wider type than what NixOS does with them, by the latter: they have no type, or text becomes the beginning
 * of a path. Source: in nixos/modules of nixpkgs, installer/cd-dvd/iso-image.nix, system/boot/systemd.nix, and
 * security/systemd-confinement.nix.
 */
const narrower: Readonly<Record<string, string>> = {
  "isoImage.contents.*.source": "path",
  "isoImage.storeContents": "list of path",
  "boot.initrd.systemd.storePaths": "list of (package or path)",
  "services.olivetin.path": "list of (package or path)",
  "systemd.services.<name>.confinement.packages": "list of (package or path)",
  "systemd.services.<name>.path": "list of (package or path)",
  "systemd.shutdownRamfs.storePaths": "list of (package or path)",
  "systemd.user.services.<name>.path": "list of (package or path)",
  "users.extraUsers.<name>.hashedPasswordFile": "null or string or path",
  "users.users.<name>.hashedPasswordFile": "null or string or path",
  ...Object.fromEntries(
    ["systemd.services", "systemd.user.services"].flatMap((services) =>
      ["ExecCondition", "ExecReload", "ExecStart", "ExecStartPost", "ExecStartPre", "ExecStop", "ExecStopPost"].map(
        (command) => [`${services}.<name>.serviceConfig.${command}`, "string or path or list of (string or path)"],
      ),
    ),
  ),
};

/** Options of modules that many flakes import from inputs. Sources: their documentation. */
const ofOtherModules: Readonly<Record<string, string>> = {
  "age.secrets.<name>.file": "path",
  "home-manager.users.<name>.home.file.<name>.source": "path",
  "home-manager.users.<name>.home.packages": "list of package",
  "home-manager.users.<name>.xdg.configFile.<name>.source": "path",
  "sops.defaultSopsFile": "path",
  "sops.secrets.<name>.sopsFile": "path",
};

function typeOf({ type, default: given }: DumpedOption): string {
  const source = typeof given === "object" ? (given?.text ?? "") : (given ?? "");
  const isPackageSet = /^(?:raw|unspecified) value$/.test(type) && /^pkgs\.\w+$/.test(source);
  return isPackageSet ? "package" : type;
}

const { values } = parseArgs({ options: { options: { type: "string", multiple: true, default: [] } } });

type Dump = Readonly<Record<string, string>>;

function readDump(file: string): Dump {
  const dump = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, DumpedOption>>;
  return {
    ...Object.fromEntries(Object.entries(dump).map(([name, option]) => [name, typeOf(option)])),
    ...narrower,
    ...ofOtherModules,
  };
}

const parsed = (type: string): OptionType => parseTypeDescription(type).type;
const isOfInterest = (type: OptionType): boolean => refusesText(type) || takesFileOrText(type);

/** Whether an option refuses text, or relative paths as text, in every release that has it and whose type for it is known. */
function refusesEverywhere(name: string, dumps: readonly Dump[]): boolean {
  const types = dumps.flatMap((dump) => dump[name] ?? []).map(parsed);
  // The text of a script may run a program next to it.
  if (name.endsWith("Script") && !types.every(refusesText)) return false;
  return types.some(isOfInterest) && types.every((type) => isOfInterest(type) || type.kind === "anything");
}

function main(files: readonly string[]): void {
  const dumps = files.map(readDump);
  const all: Dump = Object.assign({}, ...[...dumps].reverse()) as Dump;
  const byType: Record<string, string[]> = {};
  for (const [name, newest] of Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!refusesEverywhere(name, dumps)) continue;
    const types = dumps.flatMap((dump) => dump[name] ?? []);
    // The type that refuses less.
    const type =
      types.find((each) => takesFileOrText(parsed(each))) ?? types.find((each) => refusesText(parsed(each))) ?? newest;
    (byType[type] ??= []).push(name);
  }
  const file = path.resolve(__dirname, "../lib/options/text-values/package-options.json");
  const lines = Object.entries(byType).map(
    ([type, names]) => `  ${JSON.stringify(type)}: ${JSON.stringify(names.join(" "))}`,
  );
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}

if (values.options.length === 0) {
  process.stderr.write("usage: npm run package-options -- --options FILE [--options FILE]…\n");
  process.exitCode = 1;
} else main(values.options);
