import type * as cdknix from "cdknix";
import { App, BootConfig, Compression, Flake, Host, IsoImage, Nixpkgs, nix, pkgs } from "cdknix";
import type { Construct } from "constructs";
import { reportOf } from "../support";
import { reported } from "./unchecked";

describe("right properties", () => {
  it("may be undefined if they are optional, and expressions where Nix values are", () => {
    const props = {
      kernelPackages: nix.when(true, pkgs.linuxPackages),
      kernelParameters: undefined,
      menuTimeout: null,
    };
    expect(reported("BootConfig", props)).toBe("");
  });

  it("may come from a class, be inherited, and have symbols", () => {
    class Defaults {
      readonly raid = true;
      private readonly note: string = "of the class";
      get copyToRam(): boolean {
        return this.note !== "";
      }
    }
    expect(reported("BootConfig", new Defaults())).toBe("");
    expect(reported("BootConfig", Object.create({ raid: true }))).toBe("");
    expect(reported("BootConfig", Object.assign(Object.create(null) as object, { raid: true }))).toBe("");
    expect(reported("BootConfig", { raid: true, [Symbol("tag")]: 1 })).toBe("");
    expect(reported("BootConfig", Compression.xz())).toContain("must be an object");
  });

  it("may be passed on by subclasses with properties of their own", () => {
    class Kiosk extends BootConfig {
      readonly url: string;
      constructor(scope: Construct, id: string, props: { readonly url: string; readonly copyToRam?: boolean }) {
        super(scope, id, props);
        this.url = props.url;
      }
    }
    const app = new App();
    const host = new Host(new Flake(app, "f", { nixpkgs: Nixpkgs.release("25.05") }), "h", { system: "x86_64-linux" });
    new IsoImage(host, "image");
    new Kiosk(host, "kiosk", { url: "https://example.org" });
    new Kiosk(host, "wrong", { url: "https://example.org", copyToRam: "yes" as never });
    expect(reportOf(app).match(/^error.*/gm)).toEqual([
      "error[property-type]: f/h/wrong: copyToRam must be true or false",
    ]);
  });

  it("may contain objects of another copy of the package", () => {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second copy
      const other = require("cdknix") as typeof cdknix;
      expect(other.Compression).not.toBe(Compression);
      expect(reported("IsoImage", { compression: other.Compression.xz(), maxSize: other.Size.mebibytes(700) })).toBe(
        "",
      );
    });
  });
});
