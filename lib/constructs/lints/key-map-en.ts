import type { Lint } from "./lint";
import { textOf } from "./values";

const option = "console.keyMap";

/** Source: data/keymaps/i386/pine/en.map of kbd 2.5 to 2.7 (kbd-project.org). */
export const keyMapEn: Lint = {
  code: "key-map-en",
  severity: "warning",
  options: [option],
  saidAs: ["key-map"],
  check: (host) =>
    host
      .strongestOf(option)
      .filter(({ value }) => textOf(value) === "en")
      .map(({ module }) => ({
        module,
        message: 'the key map "en" is that of a phone',
        value: '"en"',
        reason: "kbd ships it for the PinePhone's keyboard: minus, equals, grave and backslash type nothing with it",
        fix: 'use "us", or "uk" for a British keyboard',
      })),
};
