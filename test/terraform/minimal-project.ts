import { symlinkSync } from "node:fs";
import * as path from "node:path";
import { bin, library, project, runIn } from "../cli/project";

/** A minimal replacement for nixpkgs: a module of the host provides the image's contents; `broken` makes the build fail. */
const nixpkgs = `{
  outputs = { self }: {
    lib.nixosSystem = { modules, ... }: {
      config.system.build.isoImage = derivation {
        name = "rescue.iso";
        system = "x86_64-linux";
        builder = "/bin/sh";
        PATH = "/usr/bin:/bin";
        text = builtins.readFile (builtins.head modules + "/editor.nix");
        args = [ "-c" "case $text in *broken*) echo it is broken; exit 1;; esac; mkdir -p $out/iso; echo \\"$text\\" > $out/iso/rescue.iso" ];
      };
    };
  };
}
`;

const program = `
const { App, TerraformResource, TerraformStack } = require("cdktf");
const { Flake, Host, IsoImage, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});
const { IsoBuild } = require(${JSON.stringify(path.resolve(path.dirname(library), "terraform/index.js"))});

const app = new App();
const host = new Host(new Flake(app, "images", { nixpkgs: Nixpkgs.release("24.05") }), "rescue", { system: "x86_64-linux" });
new IsoImage(host, "image");
new NixosModule(host, "editor", { config: { environment: { variables: { EDITOR: app.node.getContext("editor") } } } });
const stack = new TerraformStack(app, "stack");
const iso = new IsoBuild(stack, "iso", { host });
new TerraformResource(stack, "user", { terraformResourceType: "terraform_data" })
  .addOverride("input", { path: iso.path, name: iso.name, sha256: iso.sha256, size: iso.size });
app.synth();
`;

/** A project whose image the real Nix builds instantly, for tests of Terraform. */
export interface MinimalProject {
  readonly directory: string;
  /** Directory of its stack. */
  readonly stack: string;
  /** Writes flake and stack with other contents of the image; builds nothing. */
  readonly synth: (editor: string) => void;
}

/** Creates a project. */
export function minimalProject(): MinimalProject {
  const { directory } = project({
    "main.js": program,
    "nixpkgs/flake.nix": nixpkgs,
    "cdk.json": JSON.stringify({
      app: "node main.js",
      nixpkgs: "./nixpkgs",
      nix: { options: { sandbox: false, substituters: "" } },
      context: { "cdknix:revision": "abc1234" },
    }),
  });
  symlinkSync(path.resolve("node_modules"), path.join(directory, "node_modules"));
  return {
    directory,
    stack: path.join(directory, "cdktf.out/stacks/stack"),
    synth: (editor) => {
      const run = runIn(directory, [process.execPath, bin, "--no-build", "-c", `editor=${editor}`]);
      if (run.code !== 0) throw new Error(run.stderr);
    },
  };
}
