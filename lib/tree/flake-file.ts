import type { FlakeInputModel, FlakeModel, JobOutput } from "../model";
import { ast, printFile, type Expression } from "../nix";
import { exportedModule } from "./exported-module";
import { nestedSet, type Entry } from "./nested-set";

/** Renders `flake.nix`. */
export function flakeFile(flake: FlakeModel): string {
  const entries: readonly Entry[] = [
    ...flake.hosts.map((host): Entry => ({ path: ["nixosConfigurations", host.name], value: nixosSystem(host.name) })),
    ...flake.classes.map((each): Entry => ({ path: ["nixosModules", each.name], value: exportedModule(each) })),
    ...flake.systems.flatMap((system) => packagesOf(flake, system)),
    ...flake.jobOutputs.flatMap((output) => flake.systems.flatMap((system) => jobsOf(flake, output, system))),
    ...flake.outputs,
  ];
  const outputs = nestedSet(entries);
  const inputs = flake.inputs.map(({ name }) => name);
  const parameter = ast.formals({
    names: ["self", ...inputs.filter((name) => name === "nixpkgs")],
    ellipsis: true,
    as: "inputs",
  });
  return printFile(
    ast.attributeSet({
      bindings: [
        ...nestedSet([
          { path: ["description"], value: ast.string(flake.description) },
          ...flake.inputs.flatMap(inputEntries),
        ]).bindings,
        ast.binding("outputs", ast.lambda(parameter, outputs)),
      ],
    }),
  );
}

function inputEntries(input: FlakeInputModel): readonly Entry[] {
  return [
    { path: ["inputs", input.name, "url"], value: ast.string(input.url) },
    ...(input.isFlake ? [] : [{ path: ["inputs", input.name, "flake"], value: ast.bool(false) }]),
    ...[...input.follows].map(([theirs, ours]): Entry => ({
      path: ["inputs", input.name, "inputs", theirs, "follows"],
      value: ast.string(ours),
    })),
  ];
}

function nixosSystem(host: string): Expression {
  const argument = ast.attributeSet({
    bindings: [
      // The same for every host, regardless of its modules, so that changing one module changes only one file.
      ast.binding("specialArgs", ast.attributeSet({ bindings: [ast.inherit(["inputs", "self"])] })),
      ast.binding("modules", ast.list([ast.path(`./systems/${host}`)])),
    ],
  });
  return ast.apply(ast.select(ast.identifier("nixpkgs"), ["lib", "nixosSystem"]), argument);
}

function packagesOf(flake: FlakeModel, system: string): readonly Entry[] {
  const images = flake.hosts.filter((host) => host.system === system && host.isoName !== undefined);
  const callPackage = ast.select(ast.identifier("nixpkgs"), ["legacyPackages", system, "callPackage"]);
  return [
    ...images.map((host): Entry => ({ path: ["packages", system, host.name], value: buildOf(host.name, "isoImage") })),
    ...flake.packages.map(({ name }): Entry => ({
      path: ["packages", system, name],
      value: ast.apply(callPackage, ast.path(`./packages/${name}`), ast.attributeSet({ bindings: [] })),
    })),
  ];
}

/** The packages of a system, and the systems of its machines, which are not among them. */
function jobsOf(flake: FlakeModel, output: JobOutput, system: string): readonly Entry[] {
  const own = flake.hosts.filter((host) => host.system === system);
  const packageOf = (name: string): Expression => ast.select(ast.identifier("self"), ["packages", system, name]);
  return [
    ...own.map((host): Entry => ({
      path: [output, system, host.name],
      value: host.isoName === undefined ? buildOf(host.name, "toplevel") : packageOf(host.name),
    })),
    ...flake.packages.map(({ name }): Entry => ({ path: [output, system, name], value: packageOf(name) })),
  ];
}

function buildOf(host: string, product: "isoImage" | "toplevel"): Expression {
  return ast.select(ast.identifier("self"), ["nixosConfigurations", host, "config", "system", "build", product]);
}
