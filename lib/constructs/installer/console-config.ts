import type { Construct } from "constructs";
import { nix, pkgs, type NixValue } from "../../nix";
import { Annotations, checkProps, declaredProps, NixosModule, recordJointly } from "../core";
import { keyMaps } from "./key-maps";

/**
 * Properties of a {@link ConsoleConfig}.
 * @public
 */
export interface ConsoleConfigProps {
  /**
   * Console font (`console.font`): the name of a Terminus font, such as `ter-d18n`, which is resolved to its path in
   * `pkgs.terminus_font`; the name of another font in the kbd package; or a path as an expression. Default: the
   * kernel's.
   */
  readonly font?: NixValue;
  /**
   * Console keymap (`console.keyMap`): a name, such as `us`, `uk`, or `de-latin1`, or a file as an expression, such as
   * `nix.file("./my.map")`. Default: NixOS's, `us`.
   */
  readonly keyMap?: NixValue;
  /** Sets the font and keymap already in stage 1 (`console.earlySetup`). Default: false. */
  readonly earlySetup?: boolean;
}

/**
 * The text console: font and keymap.
 * @public
 */
export class ConsoleConfig extends NixosModule {
  constructor(scope: Construct, id: string, props: ConsoleConfigProps = {}) {
    const checked = checkProps(declaredProps.ConsoleConfig, props, { exact: new.target === ConsoleConfig });
    props = checked.props;
    super(scope, id, {
      config: {
        console: {
          font: typeof props.font === "string" ? fontByName(props.font) : props.font,
          keyMap: props.keyMap,
          earlySetup: props.earlySetup,
        },
      },
    });
    checked.report(this);
    recordJointly(this, "ConsoleConfig", props);
    if (typeof props.keyMap === "string") this.checkKeyMap(props.keyMap);
    if (typeof props.font === "string") this.checkFont(props.font);
  }

  private checkKeyMap(keyMap: string): void {
    if (keyMap === "en") {
      Annotations.of(this).addError({
        code: "key-map",
        message: '"en" is the PinePhone keyboard layout, not English',
        value: '"en"',
        reason: "on a PC keyboard this layout leaves minus, equals, backtick, and backslash unmapped",
        fix: 'use "us", or "uk" for a British keyboard',
      });
      return;
    }
    // A path in a string is reported with the option.
    if (keyMaps.has(keyMap) || /^(?:\.{1,2}|~)?\//.test(keyMap)) return;
    const near = keyMap === "" ? [] : [...keyMaps].filter((name) => name.startsWith(keyMap.slice(0, 3))).slice(0, 8);
    Annotations.of(this).addError({
      code: "key-map",
      message: `there is no keymap named ${JSON.stringify(keyMap)}`,
      value: JSON.stringify(keyMap),
      reason: "the console uses the keymaps of the kbd package, whose names differ from those of X11",
      fix:
        keyMap === "gb"
          ? 'use "uk"'
          : near.length > 0
            ? `did you mean one of ${near.join(", ")}?`
            : 'use a keymap such as "us", "uk", "de-latin1", or "fr-latin9"',
    });
  }

  private checkFont(font: string): void {
    if (font.trim() === "" || font.includes("\n")) {
      Annotations.of(this).addError({
        code: "console-font",
        message: `${JSON.stringify(font)} is not the name of a font`,
        value: JSON.stringify(font),
        reason: "NixOS would pass it to setfont, which finds no file",
        fix: 'use a name such as "ter-v16n", or omit it for the kernel\'s font',
      });
      return;
    }
    if (!font.startsWith("ter-") || terminusName.test(font)) return;
    Annotations.of(this).addError({
      code: "console-font",
      message: `there is no Terminus font named ${JSON.stringify(font)}`,
      value: JSON.stringify(font),
      reason:
        "a name consists of ter-, a letter for the character set, the height, and n (normal), b (bold), or v (bright bold)",
      fix: 'use a name such as "ter-v16n" or "ter-d18n"',
    });
  }
}

/** Source: the README of the Terminus font, "consolefonts". */
const terminusName = /^ter-[1-9a-z](?:12|14|16|18|20|22|24|28|32)[nbv]$/;

function fontByName(font: string): NixValue {
  return font.startsWith("ter-") ? nix.str`${pkgs.terminus_font}/share/consolefonts/${font}.psf.gz` : font;
}
