import { NetworkConfig, type Release } from "cdknix";
import { moduleText, reported } from "./support";

describe("NetworkConfig", () => {
  const text = (networkManager: boolean | undefined, release: Release): string =>
    moduleText(
      (iso) => new NetworkConfig(iso, "network", networkManager === undefined ? {} : { networkManager }),
      release,
    );

  it("leaves the choice to the installer profile", () => {
    expect(text(undefined, "24.05")).toBe("{ }\n");
    expect(text(undefined, "25.11")).toBe("{ }\n");
  });

  it("turns NetworkManager on, and off what the profile has in its place", () => {
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

  it("turns wpa_supplicant on, and off what the profile has in its place", () => {
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
         wireless.enable = true;
       };
     }
     "
    `);
  });

  it("sets the domain and further name servers", () => {
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

  it("refuses name servers that are no addresses", () => {
    expect(reported((iso) => new NetworkConfig(iso, "network", { nameservers: ["dns.example.org"] })))
      .toMatchInlineSnapshot(`
     "error[name-server]: dotfiles/iso/network: this is not the address of a name server
       value: "dns.example.org"
       why:   a name server is found by its IP address: there is nobody yet to ask for its name
       fix:   write an address such as "192.0.2.53" or "2001:db8::53""
    `);
  });
});
