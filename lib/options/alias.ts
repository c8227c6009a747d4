/**
 * The option that a description says it is another name of. Source: doRename in lib/modules.nix of nixpkgs, which writes
 * the description of every option that was renamed.
 */
export function aliasTarget(description: string | undefined): string | undefined {
  return /^Alias of (?:\{option\}`|<option>)([^`<]+)/.exec(description ?? "")?.[1];
}
