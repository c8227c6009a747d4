import type { FlakeModel, ModuleModel } from "../../model";
import { printExpression } from "../../nix";
import { Annotations, type Host } from "../core";
import { isMachine } from "./machines";
import type { Collector, SynthesisEnvironment } from "./collector";

/**
 * Warns about each host for which no ISO is built, unless it is a machine to install, or something in the flake refers to it,
 * such as an installer. Scripts of an installer may be files of the user.
 */
export function warnAboutHostsWithoutImage(hosts: readonly Host[], model: FlakeModel, collector: Collector): void {
  const { readText } = collector.environment;
  const without = hosts.filter(
    (host) =>
      model.hosts.find(({ name }) => name === host.node.id)?.isoName === undefined && !isMachine(host, collector),
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
    const others = [...texts].flatMap(([name, text]) => (name === id ? [] : text));
    if ([...shared, ...others].some((text) => refersTo(id, text))) continue;
    if (textsOf(model, readText).some((text) => refersTo(id, text))) continue;
    Annotations.of(host).addWarning({
      code: "no-image",
      message: "this host has no IsoImage: no ISO is built for it",
      fix: `add an IsoImage in its scope or class; nixosConfigurations.${id} exists either way`,
    });
  }
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
