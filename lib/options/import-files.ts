/** Where `synth import` puts the types, relative to the project directory. */
export const declarationsFile = "imports/nixos-options.d.ts";
/** Where `synth import` puts the table that definitions are checked against, relative to the project directory. */
export const optionTableFile = "imports/nixos-options.json";
