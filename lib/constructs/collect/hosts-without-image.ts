import type { FlakeModel, ModuleModel } from "../../model";
import { printExpression } from "../../nix";
import { Annotations, isInstallable, type Host } from "../core";
import type { Collector, SynthesisEnvironment } from "./collector";

/**
 * Warns about each host that is neither an image nor a machine: it has no disks, no boot loader, and nothing sets its file
 * systems, which NixOS requires. There is no warning if something in the flake refers to the host, such as an installer,
 * whose scripts may be files of the user.
 */
export function warnAboutHostsWithoutImage(hosts: readonly Host[], model: FlakeModel, collector: Collector): void {
  const { readText } = collector.environment;
  const without = hosts.filter(
    (host) => model.hosts.find(({ name }) => name === host.node.id)?.isoName === undefined && !isInstallable(host),
  );
  if (without.length === 0) return;
  const texts = new Map(model.hosts.map((host) => [host.name, host.modules.map(textOf)]));
  const shared = [
    ...model.classes.flatMap(({ modules }) => modules.map(textOf)),
    ...model.outputs.map(({ value }) => printExpression(value)),
    ...model.packages.flatMap(({ expression, files }) => [printExpression(expression), ...files.values()]),
  ];
  for (const host of without) {
    const { id } = host.node;
    if (canBeMachine(model, id)) continue;
    const others = [...texts].flatMap(([name, text]) => (name === id ? [] : text));
    if ([...shared, ...others].some((text) => refersTo(id, text))) continue;
    if (textsOf(model, readText).some((text) => refersTo(id, text))) continue;
    Annotations.of(host).addWarning({
      code: "no-image",
      message: "this host has neither an IsoImage nor file systems",
      fix: "add an IsoImage in its scope or class, or set fileSystems to build the system of a machine",
    });
  }
}

/** Whether the modules of a host and its class set file systems or import modules that may. */
function canBeMachine({ hosts, classes }: FlakeModel, name: string): boolean {
  const host = hosts.find((each) => each.name === name);
  const modules = [...(host?.modules ?? []), ...(classes.find((each) => each.name === host?.className)?.modules ?? [])];
  return modules.some(
    (module) => module.imports.length > 0 || /\b(?:fileSystems|disko|isContainer)\b/.test(textOf(module)),
  );
}

const textsOf = ({ assets }: FlakeModel, readText: SynthesisEnvironment["readText"]): readonly string[] =>
  [...assets.values()].flatMap((asset) => {
    if (asset.kind !== "file") return [];
    const read = readText(asset.from);
    return "text" in read ? read.text : [];
  });

const textOf = (module: ModuleModel): string =>
  [...module.imports, module.config].map((each) => printExpression(each)).join("\n");

/** `nixosConfigurations.web`, or `#web` in a flake reference such as `nixos-install --flake /flake#web`. */
function refersTo(host: string, text: string): boolean {
  return new RegExp(`(?:nixosConfigurations\\."?|[\\w./}-]#)${host.replaceAll(".", "\\.")}(?![\\w-])`).test(text);
}
