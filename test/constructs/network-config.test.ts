import { NetworkConfig, type Release } from "cdknix";
import { moduleText, reported } from "./support";

describe("NetworkConfig", () => {
  const text = (networkManager: boolean | undefined, release: Release): string =>
    moduleText(
      (iso) => new NetworkConfig(iso, "network", networkManager === undefined ? {} : { networkManager }),
      release,
    );

  it("keeps the installer profile's choice by default", () => {
    expect(text(undefined, "24.05")).toBe("{ }\n");
    expect(text(undefined, "25.11")).toBe("{ }\n");
  });

  it("enables NetworkManager, and disables the profile's alternative", () => {
    expect(text(true, "25.05")).toMatchInlineSnapshot(`
     "{
       networking = {
         networkmanager.enable = true;
         # the installer profile turns it on, and NixOS refuses both
         wireless.enable = false;
       };
     }
     "
    `);
    expect(text(true, "25.11")).toMatchInlineSnapshot(`
     "{ networking.networkmanager.enable = true; }
     "
    `);
  });

  it("enables wpa_supplicant, and disables the profile's alternative", () => {
    expect(text(false, "25.05")).toMatchInlineSnapshot(`
     "{ networking.wireless.enable = true; }
     "
    `);
    expect(text(false, "25.11")).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       networking = {
         # mkForce: the installer profile turns this on at the normal priority
         networkmanager.enable = lib.mkForce false;
         wireless = {
           enable = true;
           # for wpa_cli: the installer profile has NetworkManager and does not set this
           userControlled.enable = true;
         };
       };

       # below the text of the installer profile, which names nmtui
       services.getty.helpLine = "This image has wpa_supplicant instead of NetworkManager: run \`wpa_cli\` instead of \`nmtui\`.";
     }
     "
    `);
    expect(text(false, "unstable")).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       networking = {
         # mkForce: the installer profile turns this on at the normal priority
         networkmanager.enable = lib.mkForce false;
         wireless = {
           enable = true;
           # for wpa_cli: the installer profile has NetworkManager and does not set this
           userControlled = true;
         };
       };

       # below the text of the installer profile, which names nmtui
       services.getty.helpLine = "This image has wpa_supplicant instead of NetworkManager: run \`wpa_cli\` instead of \`nmtui\`.";
     }
     "
    `);
  });

  it("sets the domain and additional name servers", () => {
    const make = (iso: Parameters<Parameters<typeof moduleText>[0]>[0]): NetworkConfig =>
      new NetworkConfig(iso, "network", { domain: "lab.example.org", nameservers: ["192.0.2.53", "2001:db8::53"] });
    expect(moduleText(make)).toMatchInlineSnapshot(`
     "{
       networking = {
         domain = "lab.example.org";
         nameservers = [
           "192.0.2.53"
           "2001:db8::53"
         ];
       };
     }
     "
    `);
    expect(reported(make)).toBe("");
  });

  it("rejects name servers that are not IP addresses", () => {
    expect(reported((iso) => new NetworkConfig(iso, "network", { nameservers: ["dns.example.org"] })))
      .toMatchInlineSnapshot(`
     "error[name-server]: dotfiles/iso/network: "dns.example.org" is not the IP address of a name server
       value: "dns.example.org"
       why:   a name server cannot be looked up by name
       fix:   use an address such as "192.0.2.53" or "2001:db8::53"
       docs:  https://cdknix.example/errors/name-server"
    `);
  });
});
