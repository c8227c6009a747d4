import type { HostClassModel } from "../model";
import { ast, type Expression } from "../nix";

/** Arguments of modules that are those of this flake, also if another flake imports the module. */
const ownArguments = ["inputs", "self"];

/**
 * The module of a class for other flakes. A file that uses this flake's inputs, or this flake itself, receives them here,
 * because the flake that imports it may have arguments of the same names.
 */
export function exportedModule({ name, modules }: HostClassModel): Expression {
  const directory = `./modules/${name}`;
  if (!modules.some((module) => module.arguments.some((name) => ownArguments.includes(name)))) {
    // Not a path: `nix flake check` of old versions of Nix accepts only a function or a set.
    return ast.apply(ast.identifier("import"), ast.path(directory));
  }
  const files = modules.map((module): Expression => {
    const file = ast.path(`${directory}/${module.file}`);
    const { arguments: used } = module;
    const own = ownOf(used);
    if (own.length === 0) return file;
    const others = used.filter((argument) => !own.includes(argument));
    const given = ast.binary("//", ast.identifier("args"), ast.attributeSet({ bindings: [ast.inherit(own)] }));
    return ast.lambda(
      ast.formals({ names: others, ellipsis: true, as: "args" }),
      ast.apply(ast.identifier("import"), file, given),
    );
  });
  return ast.attributeSet({ bindings: [ast.binding("imports", ast.list(files))] });
}

function ownOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => ownArguments.includes(name));
}
