import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../../build/run";
import { library, project } from "../../cli/project";

const program = `
const { App, builtins, Flake, FlakePackage, Host, nix, NixosModule, Nixpkgs, pkgs, self } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("25.05") });
new Host(flake, "a", { system: "x86_64-linux" });
new FlakePackage(flake, "own", { expression: pkgs.hello, files: { "logo.png": { file: "logo.png" } } });
flake.addOutput("probe", {
  text: builtins.readFile(nix.file("./my files/motd (1).txt")),
  binary: builtins.hashFile("sha256", nix.file("./logo.png")),
  names: builtins.attrNames(builtins.readDir(nix.directory("./d"))),
  linked: builtins.readFile(nix.str\`\${nix.directory("./d")}/link\`),
  overlay: nix.import(nix.module("./overlay.nix"))({})({}).greeting,
  source: nix.str\`\${nix.directory("./d")}\`,
  odd: nix.import(nix.module("./odd dir/x.nix")),
  oddNames: builtins.attrNames(builtins.readDir(nix.directory("./odd names"))),
  longest: builtins.readFile(nix.str\`\${nix.file("${"l".repeat(211)}")}\`),
  packaged: builtins.hashFile("sha256", nix.str\`\${self}/packages/own/logo.png\`),
});
app.synth();
`;

const { directory, run: synth } = project({
  "main.js": program,
  "my files/motd (1).txt": "hello\n",
  "d/b": "linked",
  "overlay.nix": "final: prev: { greeting = import ./parts/greeting.nix; }",
  "parts/greeting.nix": '"hello"',
  "odd dir/x.nix": "import ./y.nix",
  "odd dir/y.nix": "7",
  "odd names/a\nb": "",
  "odd names/-rf": "",
  "odd names/🦀": "",
  "odd names/${x}": "",
  ["l".repeat(211)]: "long",
});

it("Nix reads the copies, with their content, links, names, and executable bits", async () => {
  writeFileSync(path.join(directory, "logo.png"), Buffer.from([0x89, 0, 0xff]));
  writeFileSync(path.join(directory, "d/run.sh"), "#!/bin/sh\necho ran\n");
  chmodSync(path.join(directory, "d/run.sh"), 0o755);
  symlinkSync("b", path.join(directory, "d/link"));
  expect(synth(["--no-build"])).toMatchObject({ code: 0 });
  const nix = ["nix", "--extra-experimental-features", "nix-command flakes"] as const;
  const overridden = ["--override-input", "nixpkgs", `path:${directory}/nixpkgs`, "--no-write-lock-file"];
  const argv = [...nix, "eval", "--json", `path:${directory}/cdk.out/dot#probe`, ...overridden] as const;
  const probe = JSON.parse((await run(argv, { cwd: directory })).stdout) as { readonly source: string };
  expect(probe).toEqual({
    text: "hello\n",
    // sha256sum of the three bytes.
    binary: "0e6f1d8256a3ab32d4d3c5b8db2311809fe00ff41bd6eccc1121cc6cab3f428d",
    names: ["b", "link", "run.sh"],
    linked: "linked",
    overlay: "hello",
    source: expect.stringMatching(/^\/nix\/store\/[a-z0-9]+-d$/) as string,
    odd: 7,
    oddNames: ["${x}", "-rf", "a\nb", "🦀"],
    longest: "long",
    packaged: "0e6f1d8256a3ab32d4d3c5b8db2311809fe00ff41bd6eccc1121cc6cab3f428d",
  });
  const script = `${probe.source}/run.sh` as const;
  expect((await run([script], { cwd: directory })).stdout).toBe("ran\n");
}, 60_000);
