import * as path from "node:path";
import { bootIso, type BootOptions, type VirtualMachine } from "../../lib/testing";
import { rootPassword, secretsProject, wifiKey, type SecretsProject } from "../build/secrets-image";
import { bin, runIn } from "../cli/project";
import { scratch } from "../platform/files/scratch";
import { output } from "./boot-lilith";

let made: SecretsProject;
beforeAll(async () => {
  made = await secretsProject();
});

/** A copy of a host's ISO with its secrets. */
function sealed(host: string, passphrase?: string): string {
  const file = path.join(scratch(), `${host}.iso`);
  const options = passphrase === undefined ? [] : ["--passphrase"];
  const argv = [process.execPath, bin, "seal", host, "--secrets", made.secrets, "--output", file, ...options];
  const { code, stderr } = runIn(made.directory, argv, {}, passphrase === undefined ? undefined : `${passphrase}\n`);
  if (code !== 0) throw new Error(stderr);
  return file;
}

async function withMachine(options: BootOptions, use: (machine: VirtualMachine) => Promise<void>): Promise<void> {
  const machine = await bootIso(options);
  try {
    await use(machine);
  } finally {
    await machine.dispose();
  }
}

/** Everything that a system with its secrets has. */
async function checkSecrets(machine: Pick<VirtualMachine, "ssh">): Promise<void> {
  const run = (command: string): Promise<string> => output(machine, command);
  expect(await run("stat --format '%n %U %G %a' /run/cdknix/secrets/*")).toBe(
    [
      "/run/cdknix/secrets/host-key root root 400",
      "/run/cdknix/secrets/password root root 400",
      "/run/cdknix/secrets/wifi root users 440",
    ].join("\n"),
  );
  expect(await run("cat /run/cdknix/secrets/wifi")).toBe(`KEY=${wifiKey}`);
  expect(await run("findmnt --noheadings --output FSTYPE --target /run/cdknix/secrets")).toBe("tmpfs");
  expect(await run("systemctl is-active radio sshd unrelated cdknix-secrets")).toBe("active\nactive\nactive\nactive");
  // The server has the key that was prepared, so that a list of known hosts can be, too.
  const [, key = ""] = made.hostKey.publicKey.split(" ");
  expect(await run("ssh-keyscan -t ed25519 127.0.0.1 2>/dev/null")).toBe(`127.0.0.1 ssh-ed25519 ${key}`);
  // Root's password is that of the secret.
  expect(await run(`perl -e 'print crypt("${rootPassword}", (getpwnam "root")[1]) eq (getpwnam "root")[1]'`)).toBe("1");
  // Other users cannot read it, neither there nor on the medium.
  expect(await run("! setpriv --reuid=65534 --regid=65534 --clear-groups cat /run/cdknix/secrets/wifi 2>&1")).toContain(
    "Permission denied",
  );
  expect(await run("wc -c < /iso/secrets-area")).toBe("0");
  expect(await run("ls /run/cdknix")).toBe("secrets");
  expect(await run("journalctl --boot --no-pager")).not.toContain(wifiKey);
}

describe("an image with its secrets on the medium", () => {
  it("has them before any service starts, from a CD with BIOS", async () => {
    const options = {
      iso: sealed("plain"),
      firmware: "bios",
      medium: "cd",
      ssh: { identity: made.key.identity },
    } as const;
    await withMachine(options, async (machine) => {
      await checkSecrets(machine);
      // Although the area is hidden.
      await output(machine, "rm /run/cdknix/secrets/wifi && systemctl restart cdknix-secrets");
      await checkSecrets(machine);
    });
  });

  it("has them from memory, without the medium, with UEFI", async () => {
    const ssh = { identity: made.key.identity };
    await withMachine({ iso: sealed("in-memory"), firmware: "uefi", medium: "cd", ssh }, async (machine) => {
      await machine.eject();
      await checkSecrets(machine);
    });
  });

  it("asks for the passphrase on the console until it is right, from a USB drive with UEFI", async () => {
    const options = { iso: sealed("plain", "one line"), firmware: "uefi", medium: "usb" } as const;
    await withMachine(options, async (machine) => {
      const { console } = machine;
      await console.waitFor(/Passphrase of the secrets/);
      console.write("another line\r");
      await console.waitFor(/wrong passphrase[^]*Passphrase of the secrets/);
      console.write("one line\r");
      await console.waitFor(/plain login:/);
      expect(console.text()).not.toContain("one line");
      const { identity } = made.key;
      await checkSecrets({ ssh: (command, more = {}) => machine.ssh(command, { identity, ...more }) });
    });
  });
});

describe("an image whose medium has no secrets", () => {
  it("boots, and the units that need one say which", async () => {
    const options = { iso: made.images.plain.iso, firmware: "bios", medium: "usb" } as const;
    await withMachine(options, async ({ console }) => {
      await console.waitFor(/plain login:/);
      const shown = console.text();
      expect(shown).toContain("this medium has no secrets: synth flash --secrets or synth seal writes them");
      expect(shown).toContain(
        "the secret host-key is not on this medium, and is needed by services.openssh.hostKeys.path",
      );
      expect(shown).toMatch(/Assertion failed for .*radio\.service/);
      expect(shown).toMatch(/Assertion failed for .*sshd\.service/);
      expect(shown).not.toMatch(/Assertion failed for .*unrelated\.service/);
    });
  });
});

describe("synth vm --secrets", () => {
  it("boots a temporary copy with the secrets", () => {
    const argv = [process.execPath, bin, "vm", "plain", "--secrets", made.secrets, "--test", "--no-build"];
    const login = ["--identity", made.key.identity, "--run", "cat /run/cdknix/secrets/wifi"];
    const { code, stdout, stderr } = runIn(made.directory, [...argv, ...login]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toBe(`KEY=${wifiKey}\n`);
  });
});
