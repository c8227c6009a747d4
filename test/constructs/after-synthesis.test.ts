import { Annotations, Aspects, NixosModule, type Flake, type Host } from "cdknix";
import { look, scratch } from "../platform/files/scratch";
import { program } from "./support";

interface Given {
  readonly flake: Flake;
  readonly host: Host;
  readonly module: NixosModule;
}

describe("after app.synth()", () => {
  beforeEach(() => {
    const project = scratch();
    jest.spyOn(process, "cwd").mockReturnValue(project);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const synthesized = (): Given & { readonly again: () => string } => {
    const { app, flake, host } = program();
    const module = new NixosModule(host, "module");
    app.synth();
    return { flake, host, module, again: () => app.synth() };
  };

  it.each<readonly [string, (given: Given) => void]>([
    ['the NixosModule "late" is created', ({ host }) => new NixosModule(host, "late")],
    [
      "the input disko is added",
      ({ flake }) => {
        flake.addInput("disko", "github:nix-community/disko");
      },
    ],
    [
      "the output formatter is added",
      ({ flake }) => {
        flake.addOutput("formatter", 1);
      },
    ],
    [
      "an override of a.b is added",
      ({ module }) => {
        module.addOverride("a.b", 1);
      },
    ],
    [
      "an import is added",
      ({ module }) => {
        module.addImport("./a.nix");
      },
    ],
    [
      "an annotation of dotfiles/lilith is added",
      ({ host }) => {
        Annotations.of(host).addError("no");
      },
    ],
    [
      "the warning no-image is acknowledged",
      ({ host }) => {
        Annotations.of(host).acknowledgeWarning("no-image");
      },
    ],
    [
      "an aspect is added",
      ({ flake }) => {
        Aspects.of(flake).add({ visit: () => undefined });
      },
    ],
  ])("rejects changes: %s", (message, change) => {
    const given = synthesized();
    expect(() => {
      change(given);
    }).toThrow(`${message} after app.synth()`);
  });

  it("returns the same directory again", () => {
    const { again } = synthesized();
    expect(look(again())).not.toEqual({});
  });
});
