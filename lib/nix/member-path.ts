/** Writes a path of names as a TypeScript expression: `pkgs.hello`, `pkgs["git-minimal"]`. */
export function memberPath(names: readonly string[]): string {
  return names
    .map((name, index) => (/^[A-Za-z_$][\w$]*$/.test(name) ? `${index === 0 ? "" : "."}${name}` : `["${name}"]`))
    .join("");
}

/** References whose source in quotes is a common mistake. `pkgs` is the default. */
const roots = new Set(["config", "inputs", "lib", "modulesPath", "pkgs", "self"]);

/**
 * The names of the expression that a text in quotes probably means: `git`, `pkgs.git`, `nixpkgs#git`, `${pkgs.git}`,
 * or `inputs.disko.packages.x86_64-linux.disko`. Undefined if it is no such expression.
 */
export function expressionMeant(text: string): readonly string[] | undefined {
  const [, inside] = /^\$\{(.*)\}$/.exec(text.trim()) ?? [];
  const name = (inside ?? text).trim().replace(/^nixpkgs[#.]/, "pkgs.");
  if (!/^[\w+'-]+(?:\.[\w+'-]+)*$/.test(name)) return undefined;
  const names = name.split(".");
  return roots.has(names[0] ?? "") && names.length > 1 ? names : ["pkgs", ...names];
}
