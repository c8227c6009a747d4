import { App, Flake, Host, Nixpkgs } from "cdknix";
import { bootIso, buildIso, evaluated, Match, type VirtualMachine } from "cdknix/testing";
import { ConsoleNotice } from "../lib";

// Run with: npm run test:slow. Set NIXPKGS=embedded to use Debian packages if the NixOS cache is not reachable.
const nixpkgs = process.env.NIXPKGS;

describe("ConsoleNotice", () => {
  it("includes the host name in NixOS", async () => {
    const flake = new Flake(new App(), "test", { nixpkgs: Nixpkgs.release("26.05") });
    const host = new Host(flake, "host", { system: "x86_64-linux" });
    new ConsoleNotice(host, "notice", { text: "Hello." });
    const system = evaluated(host, nixpkgs === undefined ? {} : { nixpkgs });
    await system.hasOption("services.getty.helpLine", Match.stringLikeRegexp("host: Hello\\.\n"));
  });
});

describe("the booted image", () => {
  let machine: VirtualMachine | undefined;

  beforeAll(async () => {
    const { iso } = await buildIso({ host: "trial", nixpkgs });
    machine = await bootIso({ iso });
  });

  afterAll(async () => {
    await machine?.dispose();
  });

  it("shows the notice above the login prompt", async () => {
    await machine?.console.waitFor(/trial: This image is for trying things out\.[^]*login:/, { timeout: 300 });
  });
});
