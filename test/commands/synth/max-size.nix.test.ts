import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { library, nixpkgsWith, noCache, project, type Project } from "../../cli/project";

/** A fake nixpkgs: the image of each host is a file of 3 MB, and its system has two packages. */
const nixpkgs = nixpkgsWith(`
  lib.nixosSystem = _: {
    config.system.build = {
      isoImage = make "rescue.iso" "mkdir -p $out/iso; head -c 3000000 /dev/zero > $out/iso/rescue.iso";
      toplevel = make "system" "echo \${package "small-1.0" 1000} \${package "large-2.1" 2000000} > $out";
    };
  };
`);

const program = `
const { App, Flake, Host, IsoImage, Nixpkgs, Size } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("24.05") });
const rescue = new Host(flake, "rescue", { system: "x86_64-linux" });
new IsoImage(rescue, "image", { maxSize: Size[process.env.UNIT ?? "kibibytes"](Number(process.env.LIMIT)) });
app.synth();
`;

function made(): Project {
  return project({ "main.js": program, "nixpkgs/flake.nix": nixpkgs });
}

describe("an image with a maximum size", () => {
  it("fails the build if it is larger, lists its largest packages, and is not linked", () => {
    const { directory, run } = made();
    const { code, stdout, stderr } = run(["-q", ...noCache], { LIMIT: "1500" });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
     "error[image-too-large]: images/rescue/image: the ISO of rescue is 2.9 MiB, which exceeds its maxSize by 1.4 MiB
       value: 1.5 MiB (1536000 bytes; the ISO has 3000000)
       why:   the largest packages in its store: large 1.9 MiB, small 1.1 KiB, system 224 bytes
       fix:   increase compression, remove packages, or raise maxSize
       at:    main.js:6
       docs:  https://cdknix.example/errors/image-too-large

     the ISO of rescue exceeds its maximum size
     "
    `);
    expect(readdirSync(directory).filter((name) => /^result|images$/.test(name))).toEqual([]);
  });

  it("is built if it has exactly this size, and is rejected without Nix if the limit is lowered", () => {
    const { directory, run } = made();
    expect(run(["-q", ...noCache], { UNIT: "bytes", LIMIT: "3000000" })).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(path.join(directory, "cdk.out.images/rescue/rescue.iso.sha256"))).toBe(true);
    const again = run([...noCache], { UNIT: "bytes", LIMIT: "2999999" });
    expect(again.code).toBe(4);
    expect(again.stderr).not.toContain("building");
    expect(again.stderr).toContain("error[image-too-large]");
  });

  it("is rejected before anything is written if the limit is invalid", () => {
    const { directory, run } = made();
    const { code, stderr } = run(["-q"], { LIMIT: "-1" });
    expect({ code, isWritten: existsSync(path.join(directory, "cdk.out")) }).toEqual({ code: 2, isWritten: false });
    expect(stderr).toMatchInlineSnapshot(`
     "error[size-impossible]: images/rescue/image: -1 KiB is not a valid size
       value: -1 KiB
       fix:   use a number of 0 or more, such as Size.mebibytes(700)
       at:    main.js:6
       docs:  https://cdknix.example/errors/size-impossible

     nothing was written: 1 error in the program
     "
    `);
  });
});
