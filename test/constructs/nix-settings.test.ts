import { inputs, NixSettings, pkgs, type BinaryCache } from "cdknix";
import { moduleText, reported } from "./support";

const cache: BinaryCache = {
  url: "https://nix-community.cachix.org",
  publicKey: "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=",
};

describe("NixSettings", () => {
  it("turns flakes on and channels off by default", () => {
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

  it("leaves settings of flakes out where flakes are off, and refuses to be asked for both", () => {
    expect(moduleText((iso) => new NixSettings(iso, "nix", { flakes: false }))).not.toMatch(/flake/);
    expect(reported((iso) => new NixSettings(iso, "nix", { flakes: false, acceptFlakeConfig: true })))
      .toMatchInlineSnapshot(`
     "error[flake-setting-without-flakes]: dotfiles/iso/nix: acceptFlakeConfig and globalRegistry need flakes
       why:   Nix refuses both settings while the feature is off, and NixOS checks nix.conf when it builds
       fix:   leave flakes on, or leave these two out"
    `);
  });

  it("refuses a cache without address or key, and a key that is none", () => {
    const missing = { url: cache.url } as BinaryCache;
    expect(reported((iso) => new NixSettings(iso, "nix", { caches: [missing] }))).toMatchInlineSnapshot(`
     "error[cache-without-key]: dotfiles/iso/nix: caches[0] has no public key
       value: https://nix-community.cachix.org
       why:   Nix rejects every path of a cache whose key it does not trust, so the cache would do nothing
       fix:   give publicKey as the cache states it, "<name>:<base64>""
    `);
    expect(reported((iso) => new NixSettings(iso, "nix", { caches: [{ ...cache, publicKey: "name:AAAA" }] })))
      .toMatchInlineSnapshot(`
     "error[cache-key]: dotfiles/iso/nix: caches[0].publicKey is not a public key of a binary cache
       value: "name:AAAA"
       why:   it is a name, a colon, and 32 bytes in base64 (nix.conf(5), trusted-public-keys)
       fix:   copy the key from the cache's own page"
    `);
    expect(reported((iso) => new NixSettings(iso, "nix", { caches: [{ ...cache, url: "cachix.org" }] })))
      .toMatchInlineSnapshot(`
     "error[cache-url]: dotfiles/iso/nix: caches[0].url is not the address of a binary cache
       value: "cachix.org"
       fix:   write an address such as "https://nix-community.cachix.org""
    `);
  });

  it("refuses counts below zero", () => {
    expect(reported((iso) => new NixSettings(iso, "nix", { logLines: -1, httpConnections: 0.5 })))
      .toMatchInlineSnapshot(`
     "error[nix-setting]: dotfiles/iso/nix: logLines is a whole number, 0 or more
       value: -1

     error[nix-setting]: dotfiles/iso/nix: httpConnections is a whole number, 0 or more
       value: 0.5"
    `);
  });
});
