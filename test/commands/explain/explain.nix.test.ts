import { cpSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { library, project } from "../../cli/project";

// The explanations themselves are tested in explanation.nix.test.ts.
const program = `
const { App, Flake, Host, HostClass, NixosModule, Nixpkgs, nix } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dot", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new NixosModule(iso, "space", { config: { documentation: { enable: nix.force(false) } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
app.synth();
`;

describe("synth explain", () => {
  it("prints everything as JSON, and writes no output or lock file", () => {
    const made = project({ "main.js": program, "nixpkgs/debs.json": "{}", "nixpkgs/release": "24.05" });
    cpSync("embedded", path.join(made.directory, "nixpkgs"), { recursive: true });
    const { code, stdout, stderr } = made.run(["explain", "lilith", "documentation.enable", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("evaluating lilith") as string });
    expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
     {
       "declarations": [
         "modules/documentation.nix",
       ],
       "default": {
         "value": true,
       },
       "definitions": [
         {
           "construct": "dot/iso/space",
           "file": "modules/iso/space.nix",
           "from": "program",
           "isDefault": false,
           "order": null,
           "outcome": "won",
           "priority": 50,
           "source": "main.js:6",
           "value": false,
         },
         {
           "construct": null,
           "file": "modules/documentation.nix",
           "from": "nixpkgs",
           "isDefault": true,
           "order": null,
           "outcome": "lost",
           "priority": 1500,
           "source": null,
           "value": true,
         },
       ],
       "error": null,
       "host": "lilith",
       "isComplete": true,
       "isDefined": true,
       "kind": "option",
       "option": "documentation.enable",
       "similar": [],
       "type": "boolean",
       "value": false,
     }
    `);
    expect(readdirSync(made.directory).sort()).toEqual(["cdk.json", "cdk.out.lock", "main.js", "nixpkgs"]);
  });

  it("rejects a host that the program does not have", () => {
    expect(project({ "main.js": program }).run(["explain", "-q", "lilit", "boot"])).toMatchInlineSnapshot(`
     {
       "code": 1,
       "stderr": "warning[no-image]: dot/lilith: this host has neither an IsoImage nor file systems
       fix:   add an IsoImage in its scope or class, or set fileSystems to build the system of a machine
       at:    main.js:7
       docs:  https://cdknix.example/errors/no-image

     error[host-unknown]: no host named "lilit"
       why:   hosts: lilith
       fix:   did you mean lilith?
       docs:  https://cdknix.example/errors/host-unknown
     ",
       "stdout": "",
     }
    `);
  });

  it("rejects a host that is not a NixOS configuration", () => {
    expect(project().run(["explain", "-q", "a", "boot"])).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[host-not-explained]: the options of a cannot be read
       why:   its image is isos.a, which is not in the config.system.build of a NixOS configuration
       docs:  https://cdknix.example/errors/host-not-explained
     ",
       "stdout": "",
     }
    `);
  });
});
