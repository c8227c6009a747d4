import { library, project } from "../../cli/project";

/** A program in JavaScript, with the mistakes that users of NixOS make. */
const program = `
const { App, BootConfig, Compression, Flake, Host, IsoImage, NixosModule, Nixpkgs, SshAccess } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
const h = new Host(flake, "h", { sytem: "x86_64-linux" });
new BootConfig(h, "boot", { kernelParams: ["console=ttyS0"] });
new IsoImage(h, "image", { volumeID: "ABC", compresion: Compression.zstd(6) });
new SshAccess(h, "ssh", { authorizedKey: ["ssh-ed25519 AAAA"] });
new NixosModule(h, "n", { confg: { services: { fstrim: { enable: true } } } });
app.synth();
`;

describe("a program in JavaScript with misspelt properties", () => {
  it("reports all of them at once, with construct and line, and writes nothing", () => {
    const made = project({ "main.js": program });
    const { code, stdout, stderr } = made.run(["--no-build", "--quiet", "--app", "node main.js"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
      "error[unknown-property]: dotfiles/h: Host has no property "sytem"
        value: "x86_64-linux"
        fix:   did you mean system?
        at:    main.js:5
        docs:  https://cdknix.example/errors/unknown-property

      error[unknown-property]: dotfiles/h/boot: BootConfig has no property "kernelParams"
        value: ["console=ttyS0"]
        why:   the property for boot.kernelParams is kernelParameters
        fix:   did you mean kernelParameters?
        at:    main.js:6
        docs:  https://cdknix.example/errors/unknown-property

      error[unknown-property]: dotfiles/h/image: IsoImage has no property "volumeID"
        value: "ABC"
        why:   the property for isoImage.volumeID is volumeId
        fix:   did you mean volumeId?
        at:    main.js:7
        docs:  https://cdknix.example/errors/unknown-property

      error[unknown-property]: dotfiles/h/image: IsoImage has no property "compresion"
        value: an instance of Compression
        fix:   did you mean compression?
        at:    main.js:7
        docs:  https://cdknix.example/errors/unknown-property

      error[unknown-property]: dotfiles/h/ssh: SshAccess has no property "authorizedKey"
        value: ["ssh-ed25519 AAAA"]
        fix:   did you mean authorizedKeys?
        at:    main.js:8
        docs:  https://cdknix.example/errors/unknown-property

      error[unknown-property]: dotfiles/h/n: NixosModule has no property "confg"
        value: { services: { fstrim: {…} } }
        fix:   did you mean config?
        at:    main.js:9
        docs:  https://cdknix.example/errors/unknown-property

      nothing was written: 6 errors in the program
      "
    `);
  });
});
