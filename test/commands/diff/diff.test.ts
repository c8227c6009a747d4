import { project } from "../../cli/project";

describe("synth diff", () => {
  it("shows what would change by construct, changes nothing, and exits with 1 only with --fail", () => {
    const made = project({ "result.txt": "" });
    made.run(["--no-build"]);
    const before = made.output();
    expect(made.run(["diff", "--fail"])).toMatchObject({ code: 0, stdout: "" });
    const changed = made.run(["diff"], { TEXT: "y", HOSTS: "a" });
    expect(changed.code).toBe(0);
    expect(changed.stdout).toMatchInlineSnapshot(`
     "dot/flake (main.js:3)
     --- a/dot/flake.nix
     +++ b/dot/flake.nix
     @@ -1,7 +1,6 @@
      {
        inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";
        outputs = { self, nixpkgs }: {
          isos.a = nixpkgs.lib.iso { name = "a";  };
     -    isos.b = nixpkgs.lib.iso { name = "b";  };
        };
      }

     not from a construct
     --- a/dot/text
     +++ b/dot/text
     @@ -1,1 +1,1 @@
     -x
     \\ No newline at end of file
     +y
     \\ No newline at end of file
     "
    `);
    expect(changed.stderr).toContain("would change: 2 changed");
    expect(made.run(["diff", "--fail"], { TEXT: "y" }).code).toBe(1);
    const { files } = JSON.parse(made.run(["diff", "--json"], { HOSTS: "a" }).stdout) as { files: unknown[] };
    expect(files).toMatchObject([
      { path: "dot/flake.nix", status: "changed", construct: "dot/flake", source: "main.js:3" },
    ]);
    expect(made.output()).toEqual(before);
  });
});
