import type { Construct } from "constructs";
import { nix, pkgs, type NixValue } from "../../nix";
import { Annotations, NixosModule } from "../core";
import { keyMaps } from "./key-maps";

/**
 * Properties of a {@link ConsoleConfig}.
 * @public
 */
export interface ConsoleConfigProps {
  /**
   * Console font (`console.font`): a Terminus font by name, such as `ter-d18n`, which becomes its path in
   * `pkgs.terminus_font`, another font of the kbd package by name, or a path as an expression. Default: the kernel's.
   */
  readonly font?: NixValue;
  /** Key map of the console (`console.keyMap`), such as `us`, `uk` or `de-latin1`. Default: NixOS's, `us`. */
  readonly keyMap?: string;
  /** Sets font and key map in stage 1 already (`console.earlySetup`). Default: false. */
  readonly earlySetup?: boolean;
}

/**
 * The text console: font and keyboard.
 * @public
 */
export class ConsoleConfig extends NixosModule {
  constructor(scope: Construct, id: string, props: ConsoleConfigProps = {}) {
    super(scope, id, {
      config: {
        console: {
          font: typeof props.font === "string" ? fontByName(props.font) : props.font,
          keyMap: props.keyMap,
          earlySetup: props.earlySetup,
        },
      },
    });
    if (props.keyMap !== undefined) this.checkKeyMap(props.keyMap);
    if (typeof props.font === "string") this.checkFont(props.font);
  }

  private checkKeyMap(keyMap: string): void {
    if (keyMap === "en") {
      Annotations.of(this).addError({
        code: "key-map",
        message: 'the key map "en" is that of a phone',
        value: '"en"',
        reason: "kbd ships it for the PinePhone's keyboard: minus, equals, grave and backslash type nothing with it",
        fix: 'use "us", or "uk" for a British keyboard',
      });
      return;
    }
    if (keyMaps.has(keyMap)) return;
    const near = [...keyMaps].filter((name) => name.startsWith(keyMap.slice(0, 3))).slice(0, 8);
    Annotations.of(this).addError({
      code: "key-map",
      message: "there is no key map of this name",
      value: JSON.stringify(keyMap),
      reason: "the console takes the key maps of the kbd package, whose names differ from those of X11",
      fix:
        keyMap === "gb"
          ? 'use "uk"'
          : near.length > 0
            ? `perhaps one of ${near.join(", ")}`
            : 'use a name such as "us", "uk", "de-latin1" or "fr-latin9"',
    });
  }

  private checkFont(font: string): void {
    if (!font.startsWith("ter-") || terminusName.test(font)) return;
    Annotations.of(this).addError({
      code: "console-font",
      message: "Terminus has no font of this name",
      value: JSON.stringify(font),
      reason: "a name is ter-, a letter for the character set, the height, and n (normal), b (bold) or v (bright bold)",
      fix: 'use a name such as "ter-v16n" or "ter-d18n"',
    });
  }
}

/** Source: the README of the Terminus font, "consolefonts". */
const terminusName = /^ter-[1-9a-z](?:12|14|16|18|20|22|24|28|32)[nbv]$/;

function fontByName(font: string): NixValue {
  return font.startsWith("ter-") ? nix.str`${pkgs.terminus_font}/share/consolefonts/${font}.psf.gz` : font;
}
