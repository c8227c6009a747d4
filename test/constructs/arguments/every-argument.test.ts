import * as cdknix from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { helperParameters } from "../../../scripts/declared-parameters-text";
import { declaredParameters } from "../../../lib/constructs";
import type { ParameterShape } from "../../../lib/constructs/core/arguments/parameter";
import { program } from "../support";
import { sampleOf, wrongValuesFor } from "../properties/property-places";

type Callable = (...args: readonly unknown[]) => unknown;

type Methods = Readonly<Record<string, Callable>>;

const { Annotations, Aspects, Flake, IsoImage, nix, NixosModule } = cdknix;

/** Calls a method of a class, or a static one, in a program; returns what the program reports, or the exception. */
function resultOf(call: string, args: readonly unknown[]): string {
  const { app, flake, host } = program("25.05");
  const module = new NixosModule(host, "module");
  const [className = "", method = ""] = call.split(".");
  const instances: Readonly<Record<string, object>> = {
    Annotations: Annotations.of(host),
    Aspects: Aspects.of(host),
    Flake: flake,
    NixosModule: module,
  };
  const owner = (cdknix as unknown as Readonly<Record<string, Methods>>)[className]!;
  try {
    const instance = instances[className] as Methods | undefined;
    const result = typeof owner[method] === "function" ? owner[method](...args) : instance![method]!(...args);
    if (className === "Nixpkgs") new Flake(app, "other", { nixpkgs: result as cdknix.Nixpkgs, lockFile: "other.lock" });
    if (className === "Compression") new IsoImage(host, "image", { compression: result as cdknix.Compression });
    if (className === "Secret")
      new NixosModule(host, "secret", {
        config: { environment: { etc: { a: { source: result as cdknix.NixValue } } } },
      });
    const installer = installerWith(className, result);
    if (installer !== undefined) new cdknix.OfflineInstaller(host, "installer", { targets: [], ...installer });
    const layout = layoutWith(className, result);
    if (layout !== undefined) new cdknix.DiskLayout(host, "disks", layout);
    if (className === "BootLoaderKind") new cdknix.BootLoader(host, "loader", result as cdknix.BootLoaderKind);
    if (className === "Size") new IsoImage(host, "image", { maxSize: result as cdknix.Size });
    return FlakeAssertions.fromApp(app).report;
  } catch (error) {
    return String(error);
  }
}

/** Properties of an installer that use a value, for the classes that these consist of. */
function installerWith(className: string, value: unknown): Partial<cdknix.OfflineInstallerProps> | undefined {
  switch (className) {
    case "Duration":
      return { mode: cdknix.InstallMode.unattended({ countdown: value as cdknix.Duration }) };
    case "InstallMode":
      return { mode: value as cdknix.InstallMode };
    case "MachineSelector": {
      const { host } = program("25.05");
      return { targets: [{ host, machine: value as cdknix.MachineSelector }] };
    }
    default:
      return undefined;
  }
}

/** A disk layout that uses a value, for the classes that layouts consist of. */
function layoutWith(className: string, value: unknown): cdknix.DiskLayoutProps | undefined {
  const diskWith = (props: object): cdknix.DiskLayoutProps => ({
    disks: { main: { device: cdknix.DiskSelector.only(), content: cdknix.Filesystem.ext4(), ...props } },
  });
  switch (className) {
    case "DiskSelector":
      return diskWith({ device: value });
    case "DiskContent":
    case "Filesystem":
      return diskWith({ content: value });
    case "Partition":
      return diskWith({ content: cdknix.DiskContent.gpt({ tested: value as cdknix.Partition }) });
    case "LogicalVolume":
      return { ...diskWith({}), volumeGroups: { pool: { tested: value as cdknix.LogicalVolume } } };
    case "RaidArray":
      return { ...diskWith({}), arrays: { tested: value as cdknix.RaidArray } };
    case "ZfsPool":
      return { ...diskWith({}), zfsPools: { tested: value as cdknix.ZfsPool } };
    default:
      return undefined;
  }
}

const sampleArgument = ({ type, kind }: ParameterShape): unknown => {
  if (kind === "construct") return program().host;
  return type === undefined ? cdknix.pkgs : sampleOf(type);
};

/** Values that a parameter does not take; those of options are checked when they are converted. */
function wrongArguments({ type, kind, optional }: ParameterShape): readonly unknown[] {
  if (type === "nix" || type === "any") return optional === true ? [] : [undefined];
  const wrong = type === undefined ? ["text", 1, null, {}] : wrongValuesFor(type);
  const missing = optional === true ? [] : [undefined];
  return [...missing, ...(kind === "expression" ? wrong.filter((value) => typeof value !== "function") : wrong)];
}

const places = Object.entries<readonly ParameterShape[]>(declaredParameters).flatMap(([call, parameters]) =>
  parameters.map((parameter, index) => ({ call, name: parameter.name, parameters, parameter, index })),
);

describe("the arguments of every method", () => {
  it("are found", () => {
    expect(Object.keys(declaredParameters)).toEqual(
      expect.arrayContaining(["Annotations.of", "Aspects.add", "Flake.addOutput", "Nixpkgs.ref", "Size.bytes"]),
    );
  });

  it.each(places)("refuse what is not $name of $call", ({ call, name, parameters, parameter, index }) => {
    for (const wrong of wrongArguments(parameter)) {
      const args: unknown[] = parameters.map(sampleArgument);
      args[index] = wrong;
      const result = resultOf(call, args);
      expect(result).toMatch(
        new RegExp(`"${name}"|${name}\\[0\\]|inputs\\.text|Nixpkgs.ref requires the release|unknown NixOS release`),
      );
      expect(result).not.toMatch(/TypeError|RangeError/);
    }
  });

  it.each(places)("accept $name of $call", ({ call, parameters }) => {
    expect(resultOf(call, parameters.map(sampleArgument))).not.toMatch(/wrong-argument|TypeError|RangeError/);
  });

  it.each(Object.entries<readonly ParameterShape[]>(declaredParameters))(
    "are not more than those of %s",
    (call, parameters) => {
      expect(resultOf(call, [...parameters.map(sampleArgument), { extra: 1 }])).toMatch(
        new RegExp(`takes (no arguments|(at most )?${String(parameters.length)} arguments?), but the program passes`),
      );
    },
  );
});

describe("the arguments of every helper of nix", () => {
  const helpers = [...helperParameters()];

  const reportWith = (value: unknown): string => {
    const { app, host } = program("25.05");
    new NixosModule(host, "module", { config: { networking: { domain: value as cdknix.NixValue } } });
    return FlakeAssertions.fromApp(app).report;
  };

  it.each(helpers)("refuse other types: nix.%s", (name, parameters) => {
    const helper = (nix as unknown as Methods)[name]!;
    for (const [index, parameter] of parameters.entries()) {
      for (const wrong of wrongArguments(parameter)) {
        if (parameter.rest === true && wrong === undefined) continue;
        const args: unknown[] = parameters.map((each) => (each.name === "name" ? "pkgs" : sampleArgument(each)));
        args[index] = wrong;
        expect(reportWith(helper(...args))).toMatch(
          /error\[(nix-value|file-not-copied|property-type|unknown-property)\]/,
        );
      }
    }
  });

  it("are not too many", () => {
    const force = nix.force as Callable;
    expect(reportWith(force(50, "example.org"))).toContain("nix.force takes 1 argument, but the program passes 2");
  });

  it("are explained with the construct, the path of the value, and the right form", () => {
    const override = nix.override as Callable;
    expect(reportWith([override("50", "example.org")]).replace(/\n {2}at: .*/g, "")).toMatchInlineSnapshot(`
     "warning[no-image]: dotfiles/lilith: this host has neither an IsoImage nor file systems
       fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
       docs:  https://cdknix.example/errors/no-image

     error[nix-value]: dotfiles/lilith/module: config.networking.domain[0] cannot be represented in Nix
       why:   the argument "priority" of nix.override must be a number, not "50"
       fix:   write 50
       docs:  https://cdknix.example/errors/nix-value"
    `);
  });
});
