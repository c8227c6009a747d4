import { existsSync, readFileSync, readlinkSync } from "node:fs";
import * as path from "node:path";
import { buildIso } from "cdknix/testing";
import { library, nixpkgsWith, noCache, project, type Project } from "../../cli/project";

/** A program with an image, and with machines that have file systems. */
const program = `
const { App, Flake, Host, IsoImage, Nixpkgs, NixosModule } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
new IsoImage(new Host(flake, "stick", { system: "x86_64-linux" }), "image");
for (const name of ["web-1", "web-2"]) {
  const host = new Host(flake, name, { system: "x86_64-linux" });
  new NixosModule(host, "disk", { config: {
    fileSystems: { "/": { device: "/dev/vda1" } },
    environment: { variables: { TEXT: process.env.TEXT ?? "x" } },
  } });
}
app.synth();
`;

/** A fake nixpkgs: the system of a host refers to a package, and contains the host's file in the flake. */
const nixpkgs = nixpkgsWith(`
  lib.nixosSystem = { modules, ... }:
    let
      host = builtins.head modules;
      name = baseNameOf host;
      disk = if builtins.pathExists (host + "/disk.nix") then builtins.readFile (host + "/disk.nix") else "";
      git = package "git-2.45" 100000;
      toplevel = make "nixos-system-\${name}-25.05" "mkdir $out; echo \${git} > $out/sw; echo '\${disk}' > $out/disk";
      self = {
        config = {
          system.build = {
            inherit toplevel;
            isoImage = make "\${name}.iso" "mkdir -p $out/iso; cat \${toplevel}/sw > $out/iso/\${name}.iso";
          };
          environment.systemPackages = [ ];
          boot = { kernelPackages.kernel.version = "6.12"; kernelParams = [ "quiet" ]; };
        };
        pkgs = { };
        extendModules = _: self;
      };
    in self;
`);

const made = (): Project => project({ "main.js": program, "nixpkgs/flake.nix": nixpkgs });

describe("a host without an IsoImage", () => {
  const { directory, run } = made();

  it("is listed as a machine, and in the manifest", () => {
    expect(run(["list", "-q"]).stdout).toMatchInlineSnapshot(`
      "HOST   KIND     CLASS  SYSTEM        RELEASE  ISO
      stick  image    -      x86_64-linux  25.05    stick-25.05-dirty-x86_64.iso
      web-1  machine  -      x86_64-linux  25.05    -
      web-2  machine  -      x86_64-linux  25.05    -
      "
    `);
    const listed = JSON.parse(run(["list", "-q", "--json"]).stdout) as unknown;
    expect(listed).toMatchObject([
      { host: "stick", kind: "image" },
      { host: "web-1", kind: "machine", iso: null },
      { host: "web-2", kind: "machine", iso: null },
    ]);
    expect(run(["--no-build"])).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(path.join(directory, "cdk.out/manifest.json"), "utf8"))).toMatchObject({
      flakes: {
        dotfiles: {
          hosts: {
            stick: { kind: "image", installable: "nixosConfigurations.stick.config.system.build.isoImage" },
            "web-1": {
              kind: "machine",
              installable: "nixosConfigurations.web-1.config.system.build.toplevel",
              isoName: null,
            },
          },
        },
      },
    });
  });

  it("is built as a system, whose path is printed and linked", () => {
    const { code, stdout, stderr } = run(["web-1", ...noCache]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\/nix\/store\/[a-z0-9]{32}-nixos-system-web-1-25\.05\n$/);
    expect(stderr).toContain("\nweb-1  nixos-system-web-1-25.05  0.1 MB\ndone in ");
    expect(readlinkSync(path.join(directory, "result"))).toBe(stdout.trimEnd());
    expect(existsSync(path.join(directory, "cdk.out.images"))).toBe(false);
    // And is not built again.
    const again = run(["web-1", ...noCache]);
    expect(again.stderr).toContain("synth: web-1 is up to date\n");
    expect(again.stderr).not.toContain("evaluating");
    expect(again.stdout).toBe(stdout);
  });

  it("is built with the images, by default and by a glob", () => {
    const all = JSON.parse(run(["--json", "-q", ...noCache]).stdout) as readonly Record<string, unknown>[];
    expect(all).toEqual([
      expect.objectContaining({ host: "stick", kind: "image", iso: expect.stringMatching(/stick\.iso$/) as string }),
      ...["web-1", "web-2"].map((host) => ({
        host,
        kind: "machine",
        iso: null,
        size: expect.any(Number) as number,
        sha256: null,
        checksum: null,
        sbom: null,
        storePath: expect.stringContaining(`-nixos-system-${host}-`) as string,
        drvPath: expect.stringContaining(".drv") as string,
      })),
    ]);
    expect(all[1]!.size).toBeGreaterThan(100_000);
    const web = run(["web-*", "--exclude", "web-2", "-q", ...noCache]);
    expect(web.stdout).toContain("nixos-system-web-1");
    expect(web.stdout.trimEnd().split("\n")).toHaveLength(1);
  });

  it("is planned with --dry-run, and built with a profile, without the options of images", () => {
    const planned = run(["web-1", "--dry-run", "--json", ...noCache], { TEXT: "planned" });
    expect(planned.stderr).toContain("nixos-system-web-1-25.05.drv");
    expect(JSON.parse(planned.stdout)).toMatchObject([{ host: "web-1", kind: "machine", iso: null, storePath: null }]);
    expect(run(["--profile", "dev", "-q", ...noCache])).toMatchObject({ code: 0 });
  });

  it("gets a bill of materials from the profile release", () => {
    const [web] = JSON.parse(run(["web-1", "--profile", "release", "--json", "-q", ...noCache]).stdout) as readonly {
      sbom: string;
    }[];
    const file = web!.sbom.replace("<project>", directory);
    expect(path.relative(directory, file)).toBe("cdk.out.images/web-1@release/nixos-system-web-1-25.05.cdx.json");
    const { components } = JSON.parse(readFileSync(file, "utf8")) as { components: readonly { name: string }[] };
    expect(components.map(({ name }) => name)).toContain("git");
  });

  it("is inspected: packages and constructs, without files and a boot menu of an ISO", () => {
    run(["web-1", "-q", ...noCache]);
    const inspection = JSON.parse(run(["inspect", "web-1", "--json", "-q", ...noCache]).stdout) as Record<
      string,
      unknown
    >;
    expect(inspection).toMatchObject({
      host: "web-1",
      kind: "machine",
      iso: null,
      sha256: null,
      volumeId: null,
      kernel: { version: "6.12", parameters: ["quiet"] },
      bootEntries: [],
      contents: [],
      constructs: [{ construct: "dotfiles/web-1/disk", unknown: null }],
    });
    expect(inspection.packages).toContainEqual({ name: "git", versions: ["2.45"], size: 100_112, licenses: null });
    const { stdout } = run(["inspect", "web-1", "--no-constructs", "-q", ...noCache]);
    expect(stdout.replace(/\/nix\/store\/[a-z0-9]{32}/, "/nix/store/HASH")).toMatchInlineSnapshot(`
      "nixos-system-web-1-25.05  0.1 MB
        host    web-1, NixOS 25.05, x86_64-linux
        file    /nix/store/HASH-nixos-system-web-1-25.05
        kernel  6.12 quiet
        store   0.1 MB in 2 paths, uncompressed

      Packages (largest of 2)
            0.1 MB  99.4 %  git               2.45
             608 B   0.6 %  nixos-system-web  1-25.05

      Licenses
            0.1 MB  2 paths  unknown

      Logins: no logins over the network
        SSH  -  sshd is off
      "
    `);
    const html = path.join(directory, "web.html");
    expect(run(["inspect", "web-1", "--no-constructs", "--html", html, "-q", ...noCache])).toMatchObject({ code: 0 });
    expect(readFileSync(html, "utf8")).toContain("<title>nixos-system-web-1-25.05</title>");
  });

  it("is compared by diff --built", () => {
    run(["web-1", "-q", ...noCache]);
    const { stdout } = run(["diff", "web-1", "--built", "-q", ...noCache], { TEXT: "something longer" });
    expect(stdout.slice(stdout.indexOf("build of"))).toMatchInlineSnapshot(`
      "build of web-1
        packages  0.1 MB -> 0.1 MB (+8 B)
          nixos-system-web  +8 B
      "
    `);
    const { built } = JSON.parse(run(["diff", "web-1", "--built", "--json", "-q", ...noCache]).stdout) as {
      built: readonly unknown[];
    };
    expect(built).toMatchObject([{ host: "web-1", iso: null, packages: [] }]);
  });

  it("is refused by commands that need an ISO, before anything is built", async () => {
    const fresh = made();
    const refusals = new Set<string>();
    for (const args of [
      ["vm", "web-1", "--test"],
      ["flash", "web-1", "/dev/null"],
      ["seal", "web-1", "--secrets", ".", "--output", "private.iso"],
    ]) {
      fresh.run(["--no-build", "-q"]);
      const { code, stderr } = fresh.run([...args, "-q", ...(args[0] === "vm" ? noCache : [])]);
      expect(code).toBe(1);
      refusals.add(stderr);
    }
    expect([...refusals]).toHaveLength(1);
    expect([...refusals][0]).toMatchInlineSnapshot(`
      "error[host-without-image]: the host web-1 is a machine, which has no ISO
        why:   neither the host nor its class has an IsoImage; hosts with one: stick
        fix:   name one of these hosts, or add an IsoImage; \`synth web-1\` builds the system of the machine
        docs:  https://cdknix.example/errors/host-without-image
      "
    `);
    expect(existsSync(path.join(fresh.directory, "result"))).toBe(false);
    await expect(buildIso({ host: "web-1", projectDirectory: directory })).rejects.toThrow(
      'the host "web-1" is a machine, which has no ISO: add an IsoImage to it or its class, or test it with evaluated()',
    );
  });

  it("is reported by its name if it cannot be evaluated", () => {
    const broken = project({
      "main.js": program,
      "nixpkgs/flake.nix": nixpkgs.replace("toplevel = make", 'toplevel = throw "no" make'),
    });
    expect(broken.run(["web-1", "-q", ...noCache]).stderr).toContain("Nix cannot evaluate web-1\n");
  });
});
