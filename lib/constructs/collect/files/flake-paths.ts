import * as path from "node:path";
import type { FlakeModel } from "../../../model";

/** The files of a flake, and the directories that contain them, relative to the flake's directory. */
export function flakePaths(flake: FlakeModel): ReadonlySet<string> {
  const files = [
    "flake.nix",
    "flake.lock",
    ...flake.classes.flatMap(({ name, modules }) => inDirectory(`modules/${name}`, modules)),
    ...flake.hosts.flatMap(({ name, modules }) => inDirectory(`systems/${name}`, modules)),
    ...flake.packages.flatMap(({ name, files: more }) =>
      ["default.nix", ...more.keys()].map((file) => `packages/${name}/${file}`),
    ),
    ...flake.assets.keys(),
  ];
  const paths = new Set<string>(files);
  for (const file of files) {
    for (let at = path.posix.dirname(file); !paths.has(at); at = path.posix.dirname(at)) paths.add(at);
  }
  return paths;
}

function inDirectory(directory: string, modules: readonly { readonly file: string }[]): readonly string[] {
  return ["default.nix", ...modules.map(({ file }) => file)].map((file) => `${directory}/${file}`);
}
