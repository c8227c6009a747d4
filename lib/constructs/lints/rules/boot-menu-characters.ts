import type { Expression } from "../../../nix";
import { optionDefinitions } from "../../collect/options/option-definitions";
import type { HostDefinition } from "../host-definitions";
import type { Finding, Lint } from "../lint";
import { itemsOf, literalText } from "../values";

/** Parts of titles in both boot menus. The lint volume-id-characters checks the volume ID. */
const titles = [
  "isoImage.appendToMenuLabel",
  "isoImage.configurationName",
  "isoImage.edition",
  "isoImage.prependToMenuLabel",
  "system.nixos.distroName",
];
const parameters = ["boot.kernelParams", "boot.loader.grub.memtest86.params"];
/** Each has an entry in the boot menu since NixOS 25.05, from options of its own below `configuration`. */
const entries = "specialisation";

/** `^` marks a hotkey in isolinux and disappears; the rest is syntax of GRUB or of the script that writes its menu. */
const inTitles = /[\p{Cc}'"`{}$\\^]/u;
/** A parameter is not quoted in GRUB's menu. In double quotes, only the script that writes the menu changes it. */
const inParameters = /[\p{Cc}'`{}$\\;|&<>]/u;
const inQuotedParameters = /[\p{Cc}`$\\]/u;

/** Source: `menuBuilderGrub2`, `efiDir`, and `isolinuxCfg` in nixos/modules/installer/cd-dvd/iso-image.nix. */
export const bootMenuCharacters: Lint = {
  code: "boot-menu-characters",
  severity: "error",
  options: [...titles, ...parameters, entries],
  check: (host) =>
    host.profile === "none"
      ? []
      : [
          ...[...titles, ...parameters].flatMap((option) =>
            host.strongestOf(option).flatMap((definition) => findings(option, option, definition)),
          ),
          ...host.definitionsOf(entries).flatMap(({ module, value }) =>
            optionDefinitions(value).flatMap((definition) => {
              const option = definition.path.slice(2).join(".");
              const isOfMenu = definition.path[1] === "configuration" && isMenuOption(option);
              return isOfMenu
                ? findings(option, [entries, ...definition.path].join("."), { ...definition, module })
                : [];
            }),
          ),
        ],
};

const isMenuOption = (option: string): boolean => titles.includes(option) || parameters.includes(option);

interface Problem {
  readonly text: string;
  readonly character: string;
}

/** The first character in a title that does not reach the menu unchanged; undefined if there is none. */
export function titleProblem(text: string): Problem | undefined {
  const [character] = inTitles.exec(text) ?? [];
  return character === undefined ? undefined : { text, character };
}

function parameterProblem(text: string): Problem | undefined {
  const [character] = inParameters.exec(text.replace(/"[^"]*"/g, "")) ?? inQuotedParameters.exec(text) ?? [];
  return character === undefined ? undefined : { text, character };
}

/** The findings in a definition of an option of the menu, which messages call by its full name. */
function findings(option: string, name: string, definition: HostDefinition): readonly Finding[] {
  const problemOf = parameters.includes(option) ? parameterProblem : titleProblem;
  return textsOf(definition.value).flatMap((text) => {
    const problem = problemOf(text);
    return problem === undefined ? [] : finding(option, name, definition, problem);
  });
}

function finding(option: string, name: string, { module }: HostDefinition, { text, character }: Problem): Finding {
  return {
    module,
    message: `${name} contains ${nameOf(character)}, which breaks the boot menu`,
    value: JSON.stringify(text),
    reason:
      "NixOS copies the text without quoting into the menus of GRUB and isolinux, and into the shell script that writes them",
    fix: parameters.includes(option)
      ? "remove the character; inside double quotes, only control characters, $, `, and \\ are not allowed"
      : "remove the character",
  };
}

function nameOf(character: string): string {
  if (character === "\n") return "a line break";
  return /\p{Cc}/u.test(character)
    ? `the control character ${JSON.stringify(character)}`
    : `the character ${character}`;
}

function textsOf(value: Expression): readonly string[] {
  const items = itemsOf(value);
  return (items ?? [value]).map((item) => literalText(item));
}
