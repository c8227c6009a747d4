import { installCommand, installFix } from "../../lib/platform/install-command";
import { nixFix } from "../../lib/platform/nix/nix-fix";
import { operatingSystemOf, type OperatingSystem } from "../../lib/platform/operating-system";

/** The first lines of /etc/os-release of real systems. */
const osRelease: Readonly<Record<string, string>> = {
  "Debian 12": 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID=debian\n',
  "Debian 13": 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n',
  "Ubuntu 22.04": 'NAME="Ubuntu"\nVERSION_ID="22.04"\nID=ubuntu\nID_LIKE=debian\n',
  "Ubuntu 24.04": 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n',
  "Linux Mint":
    'NAME="Linux Mint"\nVERSION_ID="22"\nID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n',
  "Pop!_OS":
    'NAME="Pop!_OS"\nVERSION_ID="22.04"\nID=pop\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=jammy\nUBUNTU_CODENAME=jammy\n',
  Raspbian: 'NAME="Raspbian GNU/Linux"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=raspbian\nID_LIKE=debian\n',
  LMDE: 'NAME="LMDE"\nVERSION_ID="7"\nID=linuxmint\nID_LIKE=debian\nVERSION_CODENAME=gigi\nDEBIAN_CODENAME=trixie\n',
  "Debian testing": 'NAME="Debian GNU/Linux"\nVERSION_CODENAME=forky\nID=debian\n',
  Kali: 'NAME="Kali GNU/Linux"\nVERSION_ID="2025.4"\nVERSION_CODENAME=kali-rolling\nID=kali\nID_LIKE=debian\n',
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
function table(show: (system: OperatingSystem) => string | undefined, names = Object.keys(systems)): string {
  const lines = Object.entries(systems)
    .filter(([name]) => names.includes(name))
    .map(([name, system]) => `${name}: ${String(show(system))}`);
  return lines.join("\n").replaceAll("sudo ", "");
}

describe("the operating system", () => {
  it("is recognized by os-release, also a derivative, which has the version of what it derives from", () => {
    expect(table(({ family, version }) => `${family} ${version ?? "-"}`)).toMatchInlineSnapshot(`
      "Debian 12: debian 12
      Debian 13: debian 13
      Ubuntu 22.04: ubuntu 22.04
      Ubuntu 24.04: ubuntu 24.04
      Linux Mint: ubuntu 24.04
      Pop!_OS: ubuntu 22.04
      Raspbian: debian 12
      LMDE: debian 13
      Debian testing: debian 14
      Kali: debian -
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
  const some = ["Debian 12", "Linux Mint", "Fedora", "Rocky", "Arch", "openSUSE", "Alpine", "NixOS", "Gentoo", "macOS"];

  it("uses the package manager and the package name of the system", () => {
    expect(table((system) => installCommand("qemu", system, true), some)).toMatchInlineSnapshot(`
      "Debian 12: apt-get install qemu-system-x86
      Linux Mint: apt-get install qemu-system-x86
      Fedora: dnf install qemu-system-x86
      Rocky: dnf install qemu-system-x86
      Arch: pacman -S qemu-system-x86
      openSUSE: zypper install qemu-x86
      Alpine: apk add qemu-system-x86_64
      NixOS: nix-shell -p qemu
      Gentoo: undefined
      macOS: undefined"
    `);
    expect(table((system) => installCommand("openssh", system, true), some)).toMatchInlineSnapshot(`
      "Debian 12: apt-get install openssh-client
      Linux Mint: apt-get install openssh-client
      Fedora: dnf install openssh-clients
      Rocky: dnf install openssh-clients
      Arch: pacman -S openssh
      openSUSE: zypper install openssh-clients
      Alpine: apk add openssh-client-default
      NixOS: nix-shell -p openssh
      Gentoo: undefined
      macOS: brew install openssh"
    `);
    expect(installFix("openssh", systems.Gentoo)).toBe("install openssh");
  });

  it("fetches the package lists of apt first where there are none, as in a fresh container", () => {
    expect(table((system) => installCommand("git", system, false), some)).toMatchInlineSnapshot(`
      "Debian 12: apt-get update && apt-get install git
      Linux Mint: apt-get update && apt-get install git
      Fedora: dnf install git
      Rocky: dnf install git
      Arch: pacman -S git
      openSUSE: zypper install git
      Alpine: apk add git
      NixOS: nix-shell -p git
      Gentoo: undefined
      macOS: brew install git"
    `);
  });
});

describe("the command that installs or upgrades Nix", () => {
  it("installs a Nix that evaluates current releases, and removes a package of one that is too old", () => {
    expect(table((system) => nixFix("packaged", system))).toMatchInlineSnapshot(`
      "Debian 12: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Debian 13: apt-get update && apt-get install nix-bin
      Ubuntu 22.04: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Ubuntu 24.04: apt-get update && apt-get install nix-bin
      Linux Mint: apt-get update && apt-get install nix-bin
      Pop!_OS: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      Raspbian: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
      LMDE: apt-get update && apt-get install nix-bin
      Debian testing: apt-get update && apt-get install nix-bin
      Kali: apt-get remove nix-bin && curl --proto '=https' --tlsv1.2 -sSf -L https://nixos.org/nix/install | sh -s -- --daemon
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
    expect(nixFix("none", systems["Debian 12"])).toMatch(
      /nix-bin for the offline base and NixOS up to 25\.05; for later/,
    );
    expect(nixFix("none", systems["Debian 13"])).toMatch(/apt-get install nix-bin$/);
    expect(nixFix("none", systems.Fedora)).toMatch(/^curl /);
    expect(nixFix("none", systems.Kali)).toMatch(/^curl /);
  });

  it("upgrades a Nix of the official installer, which refuses to run again, and restarts its daemon", () => {
    const some = ["Debian 12", "Fedora", "NixOS", "macOS"];
    expect(table((system) => nixFix("multi-user", system), some)).toMatchInlineSnapshot(`
      "Debian 12: nix --extra-experimental-features nix-command upgrade-nix && systemctl daemon-reload && systemctl restart nix-daemon
      Fedora: nix --extra-experimental-features nix-command upgrade-nix && systemctl daemon-reload && systemctl restart nix-daemon
      NixOS: set nix.package = pkgs.nixVersions.latest in configuration.nix, and rebuild
      macOS: nix --extra-experimental-features nix-command upgrade-nix && launchctl remove org.nixos.nix-daemon && launchctl load /Library/LaunchDaemons/org.nixos.nix-daemon.plist"
    `);
    expect(table((system) => nixFix("single-user", system), some)).toMatchInlineSnapshot(`
      "Debian 12: nix --extra-experimental-features nix-command upgrade-nix
      Fedora: nix --extra-experimental-features nix-command upgrade-nix
      NixOS: set nix.package = pkgs.nixVersions.latest in configuration.nix, and rebuild
      macOS: nix --extra-experimental-features nix-command upgrade-nix"
    `);
  });
});
