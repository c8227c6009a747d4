import type { VirtualMachine } from "../../lib/testing";
import { waitForSsh } from "../../lib/platform/qemu/ssh/wait-for-ssh";
import { output } from "../boot/boot-lilith";
import { boot, copyOf, installedHost, type Blank } from "./stick";

describe("an installed machine", () => {
  let web: Blank;
  let machine: VirtualMachine | undefined;
  const run = (command: string, timeout = 120): Promise<string> => output(machine!, command, "root", timeout);
  const generation = (): Promise<string> => run("readlink /nix/var/nix/profiles/system");

  beforeAll(async () => {
    web = await copyOf(await installedHost("web-1"));
    machine = await boot(web);
  });

  afterAll(async () => {
    await machine?.dispose();
  });

  it("builds and boots a changed system without a network", async () => {
    expect(await generation()).toBe("system-1-link");
    await run(
      'sed --in-place \'s/^{$/{\\n  environment.etc."changed".text = "yes"; users.users.nora.isNormalUser = true;/\' /etc/nixos/modules/server/system.nix',
    );
    await run("nixos-rebuild boot --flake /etc/nixos#web-1", 1800);
    expect(await generation()).toBe("system-2-link");
    expect(await run("test -e /etc/changed || echo missing")).toBe("missing");
    await machine?.shutdown();
    await machine?.dispose();
    machine = await boot(web);
    expect(await run("cat /etc/changed")).toBe("yes");
    expect(machine.console.text()).not.toContain("the activation failed");
    expect(await run("id --user nora")).toBe("1000");
  });

  it("boots the former generation, chosen in the boot menu", async () => {
    await machine?.shutdown();
    await machine?.dispose();
    machine = await boot(web, { waits: false });
    await machine.console.waitFor(/Generation 1\b/);
    // Down, and Enter, as terminals send them.
    machine.console.write("\u001b[B\r");
    await waitForSsh(machine, { account: { identity: web.stick.key.identity }, timeout: 600 });
    const options = { identity: web.stick.key.identity };
    expect(await machine.ssh("test -e /etc/changed || echo missing", options)).toMatchObject({ stdout: "missing\n" });
  });

  it("switches to a changed system while it runs, and back", async () => {
    await machine?.dispose();
    machine = await boot(web);
    const before = await generation();
    await run(
      'sed --in-place \'s/^{$/{\\n  environment.etc."switched".text = "yes"; users.users.aaron.isNormalUser = true;/\' /etc/nixos/modules/server/system.nix',
    );
    await run("nixos-rebuild switch --flake /etc/nixos#web-1", 1800);
    expect(await run("cat /etc/switched")).toBe("yes");
    expect(await run("id --user nora; id --user aaron")).toBe("1000\n1001");
    expect(await run("stat --format %U,%a /home/nora /home/aaron")).toBe("nora,700\naaron,700");
    expect(await generation()).not.toBe(before);
    await run("nixos-rebuild switch --rollback", 600);
    expect(await run("test -e /etc/switched || echo missing")).toBe("missing");
    expect(await generation()).toBe(before);
    expect(await run("systemctl is-system-running --wait")).toBe("running");
  });
});
