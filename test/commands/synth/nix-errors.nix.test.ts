import { library, project } from "../../cli/project";

/** A fake nixpkgs: ISOs contain the flake's packages, which a shell builds. */
const nixpkgs = `{
  outputs = { self }: {
    lib.nixosSystem = { specialArgs, modules }: {
      config.system.build.isoImage =
        derivation {
          name = "iso";
          system = "x86_64-linux";
          builder = "/bin/sh";
          args = [ "-c" "mkdir -p $out/iso; echo > $out/iso/x.iso" ];
          PATH = "/usr/bin:/bin";
          scripts = [ specialArgs.self.packages.x86_64-linux.greet ];
        };
    };
    legacyPackages.x86_64-linux.callPackage = file: extra: import file {
      pkgs.writeShellApplication = { name, text, ... }: derivation {
        inherit name text;
        system = "x86_64-linux";
        builder = "/bin/sh";
        args = [ "-c" "echo checking \${name}; echo \\"$text\\" > $out; sh -n $out" ];
        PATH = "/usr/bin:/bin";
      };
    };
  };
}
`;

const program = [
  `const c = require(${JSON.stringify(library)});`,
  `const app = new c.App();`,
  `const flake = new c.Flake(app, "dotfiles", { nixpkgs: c.Nixpkgs.release("24.05") });`,
  `const host = new c.Host(flake, "lilith", { system: "x86_64-linux" });`,
  `new c.IsoImage(host, "image");`,
  `new c.InstallerTools(host, "tools", { scripts: { greet: { text: process.env.SCRIPT } } });`,
  `app.synth();`,
].join("\n");

describe("a package of the program that cannot be built", () => {
  const { run } = project({ "main.js": program, "nixpkgs/flake.nix": nixpkgs });
  const failed = run(["-v", "--nix-option", "substituters", ""], { SCRIPT: "if true; then echo hello" });

  it("is reported with construct and line, and how to see the full log", () => {
    const { code, stdout, stderr } = failed;
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    const [issue = ""] = /^error\[[^]*?\n\n/m.exec(stderr) ?? [];
    expect(issue.replaceAll(/[a-z0-9]{32}/g, "<hash>").replace(/exit code \d+/, "exit code N")).toMatchInlineSnapshot(`
     "error[build-failed]: dotfiles/lilith/tools/greet: the package greet cannot be built
       why:   its builder failed with exit code N
       fix:   see its last output below; full log: nix log /nix/store/<hash>-greet.drv
       at:    main.js:6
       docs:  https://cdknix.example/errors/build-failed

     "
    `);
  });

  it("is reported with the full Nix output with -v", () => {
    expect(failed.stderr).toMatch(/^ {2}\| error: builder for '\/nix\/store\/\S+-greet\.drv' failed/m);
    expect(failed.stderr).toMatch(/^ {2}\| error: 1 dependencies of derivation '\/nix\/store\/\S+-iso\.drv' failed/m);
  });
});
