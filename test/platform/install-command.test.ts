import { installCommand, installFix, nixFix } from "../../lib/platform/install-command";
import { operatingSystemOf, type OperatingSystem } from "../../lib/platform/operating-system";

/** The first lines of /etc/os-release of real systems. */
const osRelease: Readonly<Record<string, string>> = {
  "Debian 12": 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID=debian\n',
  "Debian 13": 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n',
  "Ubuntu 22.04": 'NAME="Ubuntu"\nVERSION_ID="22.04"\nID=ubuntu\nID_LIKE=debian\n',
  "Ubuntu 24.04": 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n',
  "Linux Mint": 'NAME="Linux Mint"\nVERSION_ID="22"\nID=linuxmint\nID_LIKE="ubuntu debian"\n',
  Fedora: 'NAME="Fedora Linux"\nVERSION_ID=43\nID=fedora\n',
  Rocky: 'NAME="Rocky Linux"\nVERSION_ID="9.4"\nID="rocky"\nID_LIKE="rhel centos fedora"\n',
  Arch: 'NAME="Arch Linux"\nID=arch\nBUILD_ID=rolling\n',
  openSUSE: 'NAME="openSUSE Tumbleweed"\nID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\nVERSION_ID="20251101"\n',
  Alpine: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.0\n',
  NixOS: 'NAME=NixOS\nID=nixos\nVERSION_ID="25.11"\n',
  Gentoo: "NAME=Gentoo\nID=gentoo\n",
};

const systems: Readonly<Record<string, OperatingSystem>> = {
  ...Object.fromEntries(Object.entries(osRelease).map(([name, text]) => [name, operatingSystemOf("linux", text)])),
  macOS: operatingSystemOf("darwin", ""),
  Windows: operatingSystemOf("win32", ""),
};

/** One line for each system. The commands are those of root. */
function table(show: (system: OperatingSystem) => string | undefined): string {
  const lines = Object.entries(systems).map(([name, system]) => `${name}: ${String(show(system))}`);
  return lines.join("\n").replaceAll("sudo ", "");
}

describe("the operating system", () => {
  it("is recognized by os-release, also a derivative", () => {
    expect(table(({ family, version }) => `${family} ${version ?? "-"}`)).toMatchInlineSnapshot(`
      "Debian 12: debian 12
      Debian 13: debian 13
      Ubuntu 22.04: ubuntu 22.04
      Ubuntu 24.04: ubuntu 24.04
      Linux Mint: ubuntu -
      Fedora: fedora 43
      Rocky: fedora -
      Arch: arch -
      openSUSE: suse -
      Alpine: alpine 3.22.0
      NixOS: nixos 25.11
      Gentoo: other -
      macOS: macos -
      Windows: windows -"
    `);
  });
});

describe("the command that installs a program", () => {
  it("uses the package manager and the package name of the system", () => {
    expect(table((system) => installCommand("qemu", system))).toMatchInlineSnapshot(`
      "Debian 12: apt-get install qemu-system-x86
      Debian 13: apt-get install qemu-system-x86
      Ubuntu 22.04: apt-get install qemu-system-x86
      Ubuntu 24.04: apt-get install qemu-system-x86
      Linux Mint: apt-get install qemu-system-x86
      Fedora: dnf install qemu-system-x86
      Rocky: dnf install qemu-system-x86
      Arch: pacman -S qemu-system-x86
      openSUSE: zypper install qemu-x86
      Alpine: apk add qemu-system-x86_64
      NixOS: nix-shell -p qemu
      Gentoo: undefined
      macOS: brew install qemu
      Windows: undefined"
    `);
    expect(table((system) => installFix("openssh", system))).toMatchInlineSnapshot(`
      "Debian 12: apt-get install openssh-client
      Debian 13: apt-get install openssh-client
      Ubuntu 22.04: apt-get install openssh-client
      Ubuntu 24.04: apt-get install openssh-client
      Linux Mint: apt-get install openssh-client
      Fedora: dnf install openssh-clients
      Rocky: dnf install openssh-clients
      Arch: pacman -S openssh
      openSUSE: zypper install openssh-clients
      Alpine: apk add openssh-client-default
      NixOS: nix-shell -p openssh
      Gentoo: install openssh
      macOS: brew install openssh
      Windows: install openssh"
    `);
  });

  it("names a Nix that evaluates current releases, and removes a packaged one that is too old", () => {
    expect(table((system) => nixFix(true, system))).toMatchInlineSnapshot(`
      "Debian 12: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Debian 13: apt-get update && apt-get install nix-bin
      Ubuntu 22.04: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Ubuntu 24.04: apt-get update && apt-get install nix-bin
      Linux Mint: apt-get update && apt-get install nix-bin
      Fedora: curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Rocky: curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Arch: pacman -Syu
      openSUSE: curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Alpine: apk upgrade
      NixOS: set nix.package = pkgs.nixVersions.latest in configuration.nix, and rebuild
      Gentoo: curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      macOS: curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Windows: curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon"
    `);
    expect(nixFix(false, systems["Debian 12"])).toMatch(
      /nix-bin for the offline base and NixOS up to 25\.05; for later/,
    );
    expect(nixFix(false, systems["Debian 13"])).toMatch(/apt-get install nix-bin$/);
    expect(nixFix(false, systems.Fedora)).toMatch(/^curl /);
  });
});
