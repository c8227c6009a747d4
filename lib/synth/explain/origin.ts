import type { Known } from "../../effects";
import type { ManifestFlake } from "../../model";
import type { Origin } from "./explanation";

/** Finds where files come from that Nix names by their paths in the store. */
export function originFinder(known: Known, flake: ManifestFlake, isOfflineBase: boolean): (file: string) => Origin {
  const nixpkgs =
    known.nixpkgs === null ? [] : [{ from: isOfflineBase ? "offline-base" : "nixpkgs", root: known.nixpkgs }];
  const inputs = Object.entries(known.inputs)
    .filter(([name, root]) => name !== "self" && root !== known.nixpkgs)
    .map(([from, root]) => ({ from, root }));
  return (path) => {
    if (path.startsWith(known.tree)) {
      const file = path.slice(known.tree.length);
      // Where a directory is imported, Nix names the directory.
      const behind = flake.files[file] ?? flake.files[`${file}/default.nix`];
      return { file, from: "program", construct: behind?.construct ?? null, source: behind?.source ?? null };
    }
    const owner = [...nixpkgs, ...inputs].find(({ root }) => path.startsWith(`${root}/`));
    const file = owner === undefined ? path : path.slice(owner.root.length + 1);
    return { file, from: owner?.from ?? null, construct: null, source: null };
  };
}
