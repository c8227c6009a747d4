import type { Lint } from "../lint";
import { textOf } from "../values";

const option = "console.keyMap";

/** Source: data/keymaps/i386/pine/en.map of kbd 2.5 to 2.7 (kbd-project.org). */
export const keyMapEn: Lint = {
  code: "key-map-en",
  severity: "warning",
  options: [option],
  sameAs: ["key-map"],
  check: (host) =>
    host
      .strongestOf(option)
      .filter(({ value }) => textOf(value) === "en")
      .map(({ module }) => ({
        module,
        message: '"en" is the PinePhone keyboard layout, not English',
        value: '"en"',
        reason: "on a PC keyboard this layout leaves minus, equals, backtick, and backslash unmapped",
        fix: 'use "us", or "uk" for a British keyboard',
      })),
};
