import { inputs, nix, NixSettings, pkgs, type BinaryCache } from "cdknix";
import { moduleText, reported } from "./support";

const cache: BinaryCache = {
  url: "https://nix-community.cachix.org",
  publicKey: "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=",
};

describe("NixSettings", () => {
  it("enables flakes and disables channels by default", () => {
    expect(moduleText((iso) => new NixSettings(iso, "nix"))).toMatchInlineSnapshot(`
     "{
       nix = {
         channel.enable = false;
         settings = {
           experimental-features = [
             "nix-command"
             "flakes"
           ];
           accept-flake-config = false;
           http-connections = 50;
           log-lines = 50;
           warn-dirty = false;
         };
       };
     }
     "
    `);
  });

  it("writes every property to its option", () => {
    expect(
      moduleText(
        (iso) =>
          new NixSettings(iso, "nix", {
            package: pkgs.lix,
            channels: true,
            logLines: 10,
            httpConnections: 0,
            warnDirty: true,
            registry: { nixpkgs: inputs.nixpkgs },
            globalRegistry: false,
            acceptFlakeConfig: true,
            caches: [cache],
            settings: { "keep-going": true, cores: 4 },
          }),
      ),
    ).toMatchInlineSnapshot(`
     "{ inputs, pkgs, ... }:
     {
       nix = {
         package = pkgs.lix;
         channel.enable = true;
         registry.nixpkgs.flake = inputs.nixpkgs;
         settings = {
           experimental-features = [
             "nix-command"
             "flakes"
           ];
           accept-flake-config = true;
           flake-registry = "";
           http-connections = 0;
           log-lines = 10;
           warn-dirty = true;
           substituters = [ "https://nix-community.cachix.org" ];
           trusted-public-keys = [ "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=" ];
           keep-going = true;
           cores = 4;
         };
       };
     }
     "
    `);
  });

  it("adds lists in settings to those of the other properties", () => {
    const text = moduleText(
      (iso) =>
        new NixSettings(iso, "nix", {
          caches: [{ url: "https://a.example", publicKey: cache.publicKey }],
          settings: {
            substituters: ["https://b.example"],
            "trusted-public-keys": "b:key c:key",
            "experimental-features": ["flakes", "ca-derivations"],
            "log-lines": 7,
          },
        }),
    );
    expect(text).toMatch(/substituters = \[\s+"https:\/\/a.example"\s+"https:\/\/b.example"\s+\];/);
    expect(text).toMatch(/trusted-public-keys = \[\s+"nix-community.*"\s+"b:key"\s+"c:key"\s+\];/);
    expect(text).toMatch(/experimental-features = \[\s+"nix-command"\s+"flakes"\s+"ca-derivations"\s+\];/);
    expect(text).toContain("log-lines = 7;");
    const forced = moduleText(
      (iso) => new NixSettings(iso, "nix", { settings: { "experimental-features": nix.force(["flakes"]) } }),
    );
    expect(forced).toMatch(/experimental-features = lib\.mkMerge \[[^;]*\(lib\.mkForce \[ "flakes" \]\)/);
  });

  it("rejects a value that a property and settings both set", () => {
    expect(reported((iso) => new NixSettings(iso, "nix", { warnDirty: false, settings: { "warn-dirty": true } })))
      .toMatchInlineSnapshot(`
      "error[nix-setting-twice]: dotfiles/iso/nix: the Nix setting warn-dirty is set twice, by warnDirty and by settings
        value: warnDirty: false, settings: { "warn-dirty": true }
        fix:   remove one of them
        docs:  https://cdknix.example/errors/nix-setting-twice"
    `);
  });

  it("omits flake settings if flakes are disabled, and rejects explicit ones", () => {
    expect(moduleText((iso) => new NixSettings(iso, "nix", { flakes: false }))).not.toMatch(/flake/);
    expect(reported((iso) => new NixSettings(iso, "nix", { flakes: false, acceptFlakeConfig: true })))
      .toMatchInlineSnapshot(`
     "error[flake-setting-without-flakes]: dotfiles/iso/nix: acceptFlakeConfig and globalRegistry require flakes
       why:   Nix rejects both settings while the feature is disabled, and NixOS validates nix.conf when it builds
       fix:   enable flakes, or remove both settings
       docs:  https://cdknix.example/lints/flake-setting-without-flakes"
    `);
  });

  it("rejects a cache without a URL or key, and an invalid key", () => {
    const missing = { url: cache.url } as BinaryCache;
    expect(reported((iso) => new NixSettings(iso, "nix", { caches: [missing] }))).toMatchInlineSnapshot(`
     "error[cache-without-key]: dotfiles/iso/nix: caches[0] has no public key
       value: https://nix-community.cachix.org
       why:   Nix rejects all paths from a cache whose key it does not trust, so the cache would have no effect
       fix:   set publicKey to the key published by the cache, "<name>:<base64>"
       docs:  https://cdknix.example/lints/cache-without-key"
    `);
    expect(reported((iso) => new NixSettings(iso, "nix", { caches: [{ ...cache, publicKey: "name:AAAA" }] })))
      .toMatchInlineSnapshot(`
     "error[cache-key]: dotfiles/iso/nix: caches[0].publicKey is not a binary cache key
       value: "name:AAAA"
       why:   a key is a name, a colon, and 32 bytes in base64 (nix.conf(5), trusted-public-keys)
       fix:   copy the key from the cache's website
       docs:  https://cdknix.example/errors/cache-key"
    `);
    expect(reported((iso) => new NixSettings(iso, "nix", { caches: [{ ...cache, url: "cachix.org" }] })))
      .toMatchInlineSnapshot(`
     "error[cache-url]: dotfiles/iso/nix: caches[0].url is not the URL of a binary cache
       value: "cachix.org"
       fix:   use a URL such as "https://nix-community.cachix.org"
       docs:  https://cdknix.example/errors/cache-url"
    `);
  });

  it("rejects negative counts", () => {
    expect(reported((iso) => new NixSettings(iso, "nix", { logLines: -1, httpConnections: 0.5 })))
      .toMatchInlineSnapshot(`
     "error[nix-setting]: dotfiles/iso/nix: logLines must be a whole number, 0 or more
       value: -1
       docs:  https://cdknix.example/errors/nix-setting

     error[nix-setting]: dotfiles/iso/nix: httpConnections must be a whole number, 0 or more
       value: 0.5
       docs:  https://cdknix.example/errors/nix-setting"
    `);
  });
});
