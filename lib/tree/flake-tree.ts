import { formatSourceLocation, type FlakeModel, type ModuleModel, type SourceLocation, type TreeFile } from "../model";
import { importsFile, packageFile } from "../nix";
import { flakeFile } from "./flake-file";

type Origin = Pick<ModuleModel, "constructPath" | "source">;

/** Renders the files of a flake, by path relative to its directory. */
export function flakeTree(flake: FlakeModel): ReadonlyMap<string, TreeFile> {
  const files = new Map<string, TreeFile>();
  // Many modules have the same, if a loop creates them.
  const shown = new Map<SourceLocation, string>();
  const shownAs = (source: SourceLocation): string => {
    const text = shown.get(source) ?? formatSourceLocation(source);
    shown.set(source, text);
    return text;
  };
  const add = (path: string, text: string, { constructPath: construct, source }: Origin): void => {
    files.set(path, source === undefined ? { text, construct } : { text, construct, source: shownAs(source) });
  };
  add("flake.nix", flakeFile(flake), flake);
  for (const hostClass of flake.classes) {
    const directory = `modules/${hostClass.name}`;
    const imports = hostClass.modules.map(({ file }) => `./${file}`);
    add(`${directory}/default.nix`, importsFile(imports), { ...hostClass, source: undefined });
    for (const module of hostClass.modules) add(`${directory}/${module.file}`, module.text, module);
  }
  for (const host of flake.hosts) {
    const directory = `systems/${host.name}`;
    add(`${directory}/default.nix`, host.own.text, host);
    for (const module of host.modules) add(`${directory}/${module.file}`, module.text, module);
  }
  for (const item of flake.packages) {
    add(`packages/${item.name}/default.nix`, packageFile(item.expression), item);
    for (const [name, text] of item.files) add(`packages/${item.name}/${name}`, text, item);
  }
  return files;
}
