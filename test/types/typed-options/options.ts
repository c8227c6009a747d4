/**
 * What the compiler accepts and rejects once the options of NixOS 24.05 are imported. Nothing here runs: a test compiles it
 * together with the import, and fails if a line that is marked as an error compiles, or if another one does not.
 */
import { config, lib, nix, NixosModule, pkgs, self, type HostClass, type NixosConfig } from "cdknix";

declare function set(config: NixosConfig): void;

export function accepted(iso: HostClass): void {
  set({ boot: { tmp: { useTmpfs: true } } }); // boolean
  set({ networking: { domain: "example.org" } }); // null or string
  set({ networking: { domain: null } });
  set({ networking: { hostName: nix.str`${config.x}-1` } }); // string matching a pattern
  set({ boot: { loader: { timeout: 3 } } }); // null or signed integer
  set({ boot: { loader: { timeout: 10n } } });
  set({ boot: { consoleLogLevel: 4 } }); // signed integer
  set({ networking: { firewall: { allowedTCPPorts: [22, nix.raw("443")] } } }); // list of 16 bit unsigned integer
  set({ services: { openssh: { ports: lib.optional(true, 22) } } });
  set({ services: { nginx: { virtualHosts: { "a.b": { listen: [{ addr: "::", port: 80 }] } } } } }); // submodules
  set({ services: { nginx: { virtualHosts: { a: { locations: { "/": { proxyPass: "http://b" } } } } } } });
  set({ services: { openssh: { settings: { PermitRootLogin: "no", Anything: 3 } } } }); // freeform
  set({ nix: { settings: { "experimental-features": ["flakes"], "whatever-there-is": 1 } } });
  set({ environment: { systemPackages: [pkgs.git, nix.select(self, "packages", "x")] } }); // list of package
  set({ environment: { variables: { EDITOR: "vim", PATH: ["a", "b"] } } }); // attribute set, coerced
  set({ environment: { etc: { motd: { text: "hello", mode: "0444" }, b: { source: nix.path("./b") } } } }); // path
  set({ users: { users: { me: { uid: 1000, extraGroups: ["wheel"], shell: pkgs.zsh } } } }); // null or package or path
  set({ users: { motd: nix.indented`hello` } });
  set({ systemd: { services: { a: { script: "true", serviceConfig: { Type: "oneshot", X: [1] } } } } });
  set({ systemd: { services: { a: { wantedBy: nix.force(["multi-user.target"]) } } } });
  set({ fileSystems: { "/": { device: "/dev/sda1", fsType: "ext4", options: ["noatime"] } } }); // non-empty list
  set({ boot: { supportedFilesystems: ["btrfs"] } }); // set of booleans, or list of strings convertible to it
  set({ boot: { supportedFilesystems: nix.force({ btrfs: true, zfs: nix.force(false) }) } });
  set({ boot: { kernelPackages: pkgs.linuxPackages_latest } }); // raw value
  set({ services: { logind: { lidSwitch: "ignore" } } }); // enumeration
  set({ services: { postgresql: { enable: true, extraPlugins: nix.fn(["ps"], []) } } }); // function
  set({ services: { xserver: { dpi: null } } }); // null or positive integer
  set({ services: { journald: { extraConfig: nix.before("Storage=volatile\n") } } }); // strings that are concatenated
  set({ services: { prometheus: { globalConfig: { scrape_interval: "1m" } } } }); // null or string, in a submodule
  set({ services: { grafana: { settings: { server: { http_port: 3000 } } } } }); // section of an INI file
  set({ services: { picom: { inactiveOpacity: 0.5 } } }); // integer or floating point number between limits
  set({ isoImage: { contents: [{ source: "/a", target: "/b" }] } }); // unspecified
  set({ time: { timeZone: nix.default("Europe/Berlin") } });
  set({ boot: nix.when(config.a, { tmp: { cleanOnBoot: true }, kernelParams: nix.after(["quiet"]) }) });
  set({ services: nix.merge({ openssh: { enable: true } }, nix.when(true, { nginx: { enable: true } })) });
  set({ networking: { hostName: nix.if(config.a, "a", "b"), useDHCP: nix.override(70, nix.comment("x", false)) } });
  set({ programs: { git: { config: { init: { defaultBranch: "main" } } } } });
  set({ console: { font: undefined, keyMap: "us" } }); // string or path
  new NixosModule(iso, "function", { config: ({ release }) => ({ system: { stateVersion: release } }) });
}

export function rejected(): void {
  // @ts-expect-error -- no such option
  set({ boot: { tmp: { useTmpfss: true } } });
  // @ts-expect-error -- no such service
  set({ services: { ngnix: { enable: true } } });
  // @ts-expect-error -- no such name at the root
  set({ service: {} });
  // @ts-expect-error -- it is a boolean
  set({ boot: { tmp: { useTmpfs: "yes" } } });
  // @ts-expect-error -- boolean, by an expression
  set({ boot: { tmp: { useTmpfs: nix.force(3) } } });
  // @ts-expect-error -- null or string
  set({ networking: { domain: 3 } });
  // @ts-expect-error -- a string
  set({ networking: { hostName: true } });
  // @ts-expect-error -- an expression of a path is not a string
  set({ networking: { hostName: nix.path("./x") } });
  // @ts-expect-error -- null or signed integer
  set({ boot: { loader: { timeout: "3" } } });
  // @ts-expect-error -- signed integer
  set({ boot: { consoleLogLevel: null } });
  // @ts-expect-error -- a list of ports, not of strings
  set({ networking: { firewall: { allowedTCPPorts: ["22"] } } });
  // @ts-expect-error -- a list, not one of its elements
  set({ networking: { firewall: { allowedTCPPorts: 22 } } });
  // @ts-expect-error -- list of submodules
  set({ services: { nginx: { virtualHosts: { a: { listen: [{ addr: "::", ports: 80 }] } } } } });
  // @ts-expect-error -- a submodule in a submodule
  set({ services: { nginx: { virtualHosts: { a: { locations: { "/": { proxy: "http://b" } } } } } } });
  // @ts-expect-error -- an enumeration of a freeform set
  set({ services: { openssh: { settings: { PermitRootLogin: "maybe" } } } });
  // @ts-expect-error -- a type of a freeform set
  set({ nix: { settings: { "max-jobs": [] } } });
  // @ts-expect-error -- a package is not a string
  set({ environment: { systemPackages: ["git"] } });
  // @ts-expect-error -- a list of packages
  set({ environment: { systemPackages: pkgs.git ? { git: true } : {} } });
  // @ts-expect-error -- values of an attribute set
  set({ environment: { variables: { EDITOR: { a: 1 } } } });
  // @ts-expect-error -- null or lines
  set({ environment: { etc: { motd: { text: 3 } } } });
  // @ts-expect-error -- it is a path
  set({ environment: { etc: { motd: { source: 3 } } } });
  // @ts-expect-error -- null or integer, in a submodule
  set({ users: { users: { me: { uid: "1000" } } } });
  // @ts-expect-error -- list of strings
  set({ users: { users: { me: { extraGroups: "wheel" } } } });
  // @ts-expect-error -- null, a package or a path
  set({ users: { users: { me: { shell: 1 } } } });
  // @ts-expect-error -- it is a string
  set({ users: { motd: 3 } });
  // @ts-expect-error -- they are lines
  set({ systemd: { services: { a: { script: ["true"] } } } });
  // @ts-expect-error -- a list by an expression
  set({ systemd: { services: { a: { wantedBy: nix.force("multi-user.target") } } } });
  // @ts-expect-error -- non-empty list of strings
  set({ fileSystems: { "/": { options: "noatime" } } });
  // @ts-expect-error -- set of booleans
  set({ boot: { supportedFilesystems: { btrfs: "yes" } } });
  // @ts-expect-error -- set of booleans, by an expression
  set({ boot: { supportedFilesystems: nix.force({ btrfs: "yes" }) } });
  // @ts-expect-error -- an enumeration
  set({ services: { logind: { lidSwitch: "nothing" } } });
  // @ts-expect-error -- null or positive integer
  set({ services: { xserver: { dpi: "96" } } });
  // @ts-expect-error -- strings that are concatenated
  set({ services: { journald: { extraConfig: nix.before(3) } } });
  // @ts-expect-error -- null or string, in a submodule
  set({ services: { prometheus: { globalConfig: { scrape_interval: 60 } } } });
  // @ts-expect-error -- port, in a section of an INI file
  set({ services: { grafana: { settings: { server: { http_port: "3000" } } } } });
  // @ts-expect-error -- number between limits
  set({ services: { picom: { inactiveOpacity: "half" } } });
  // @ts-expect-error -- null or string, by an expression
  set({ time: { timeZone: nix.default(1) } });
  // @ts-expect-error -- inside a condition
  set({ boot: nix.when(config.a, { tmp: { cleanOnBoot: 1 } }) });
  // @ts-expect-error -- inside merged definitions
  set({ services: nix.merge({ openssh: { enable: true } }, { openssh: { enable: 1 } }) });
  // @ts-expect-error -- either branch of a condition
  set({ networking: { hostName: nix.if(config.a, "a", 1) } });
  // @ts-expect-error -- a condition is a boolean
  set({ networking: { hostName: nix.when("yes", "a") } });
  // @ts-expect-error -- string or path
  set({ console: { keyMap: 1 } });
  // @ts-expect-error -- a set of options is not an option
  set({ console: true });
  // @ts-expect-error -- it is read-only
  set({ system: { nixos: { release: "24.05" } } });
  // @ts-expect-error -- it was removed
  set({ hardware: { brightnessctl: { enable: true } } });
  // @ts-expect-error -- an option under its old name has the same type
  set({ boot: { cleanTmpDir: "yes" } });
  // @ts-expect-error -- a function of a module
  set({ services: { openssh: { enable: nix.fn(["x"], true) } } });
}
