import type { FlakeModel, ModuleFileModel } from "../../model";
import { printExpression, someText, type Expression } from "../../nix";
import { Annotations, isInstallable, type Host } from "../core";
import type { Collector, SynthesisEnvironment } from "./collector";

/**
 * Warns about each host that is neither an image nor a machine: it has no disks, no boot loader, and nothing sets its file
 * systems, which NixOS requires. There is no warning if something in the flake refers to the host, such as an installer,
 * whose scripts may be files of the user.
 */
export function warnAboutHostsWithoutImage(hosts: readonly Host[], model: FlakeModel, collector: Collector): void {
  const { readText } = collector.environment;
  const isMachine = (host: Host): boolean => {
    const scopes = host.class === undefined ? [host] : [host.class, host];
    return isInstallable(
      host,
      scopes.flatMap((scope) => collector.oneOfEachClass(scope)),
    );
  };
  const without = hosts.filter(
    (host) => model.hosts.find(({ name }) => name === host.node.id)?.isoName === undefined && !isMachine(host),
  );
  if (without.length === 0) return;
  const { classes, outputs, packages } = model;
  const shared = [...outputs.map(({ value }) => value), ...packages.map(({ expression }) => expression)];
  const texts = packages.flatMap(({ files }) => [...files.values()]);
  for (const host of without) {
    const { id } = host.node;
    if (canBeMachine(model, id)) continue;
    const others = model.hosts.filter(({ name }) => name !== id);
    if (shared.some((expression) => isReferredTo(id, expression))) continue;
    if ([...classes, ...others].some(({ modules }) => modules.some((module) => isReferredToBy(id, module)))) continue;
    if ([...texts, ...textsOf(model, readText)].some((text) => refersTo(id, text))) continue;
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
  const hostClass = classes.find((each) => each.name === host?.className);
  return [host, hostClass].some((owner) => owner?.modules.some(mayHaveFileSystems) === true);
}

const mayHaveFileSystems = ({ imports, config, text }: ModuleFileModel): boolean =>
  imports.length > 0 || (aboutFileSystems.test(text) && someText(config, isAboutFileSystems));

const aboutFileSystems = /fileSystems|disko|isContainer/;

const isAboutFileSystems = (text: string): boolean => /\b(?:fileSystems|disko|isContainer)\b/.test(text);

const textsOf = ({ assets }: FlakeModel, readText: SynthesisEnvironment["readText"]): readonly string[] =>
  [...assets.values()].flatMap((asset) => {
    if (asset.kind !== "file") return [];
    const read = readText(asset.from);
    return "text" in read ? read.text : [];
  });

const isReferredToBy = (host: string, { imports, config, text }: ModuleFileModel): boolean =>
  text.includes(host) && [config, ...imports].some((expression) => isReferredTo(host, expression));

/** Prints only what contains the name of the host. */
const isReferredTo = (host: string, expression: Expression): boolean =>
  someText(expression, (text) => text.includes(host)) && refersTo(host, printExpression(expression));

/** `nixosConfigurations.web`, or `#web` in a flake reference such as `nixos-install --flake /flake#web`. */
function refersTo(host: string, text: string): boolean {
  return new RegExp(`(?:nixosConfigurations\\."?|[\\w./}-]#)${host.replaceAll(".", "\\.")}(?![\\w-])`).test(text);
}
