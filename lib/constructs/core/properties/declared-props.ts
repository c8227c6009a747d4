// Written by `npm run properties` from the types and docstrings of the constructs. Do not edit.
import type { ObjectShape, PropsShape } from "./value-type";

const diskProps: ObjectShape = {
  device: { type: { instance: "DiskSelector", makers: ["byId", "bySerial", "byWwn", "path", "only", "where"] } },
  content: { type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } },
  size: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
};

const tmpfsProps: ObjectShape = {
  size: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
  mode: { type: "string", optional: true },
  mountOptions: { type: { list: "string" }, optional: true },
};

const swapFileProps: ObjectShape = {
  size: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] } },
  priority: { type: "number", optional: true },
  randomEncryption: { type: "boolean", optional: true },
};

const flakeInput: ObjectShape = {
  url: { type: "string" },
  follows: { type: { record: "string" }, optional: true, options: ["inputs.<name>.follows"] },
  flake: { type: "boolean", optional: true },
};

const packageFileCopy: ObjectShape = {
  file: { type: { either: ["string", "nix path"] } },
  allowOutside: { type: "boolean", optional: true },
  maxSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
};

const isoContent: ObjectShape = {
  source: { type: "nix" },
  target: { type: "string" },
};

const embeddedDirectory: ObjectShape = {
  directory: { type: { either: ["string", "nix path"] } },
  maxFiles: { type: "number", optional: true },
  allowOutside: { type: "boolean", optional: true },
  maxSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
};

const binaryCache: ObjectShape = {
  url: { type: "string", options: ["nix.settings.substituters"] },
  publicKey: { type: "string", options: ["nix.settings.trusted-public-keys"] },
};

const installTarget: ObjectShape = {
  host: { type: { instance: "Host" } },
  machine: { type: { either: [{ instance: "MachineSelector", makers: ["bySerial", "byMacAddress"] }, { list: { instance: "MachineSelector", makers: ["bySerial", "byMacAddress"] } }] }, optional: true },
  secrets: { type: { record: { instance: "Secret", makers: ["named", "sops", "age"] } }, optional: true },
};

const enrolledKeys: ObjectShape = {
  tpm2: { type: "boolean", optional: true },
  pcrs: { type: { list: "number" }, optional: true },
  recoveryKey: { type: "boolean", optional: true },
};

/** The properties of each construct. */
export const declaredProps = {
  App: {
    type: { object: {
      outdir: { type: "string", optional: true },
      context: { type: { record: "any" }, optional: true },
      revision: { type: "string", optional: true },
    } },
  },
  BootConfig: {
    type: { object: {
      kernelParameters: { type: { list: "string" }, optional: true, options: ["boot.kernelParams"] },
      copyToRam: { type: "boolean", optional: true },
      raid: { type: "boolean", optional: true, options: ["boot.swraid.enable"] },
      filesystems: { type: { either: [{ list: "string" }, { object: {
        only: { type: { list: "string" } },
      } }, { object: {
        without: { type: { list: "string" } },
      } }] }, optional: true, options: ["boot.supportedFilesystems"] },
      menuTimeout: { type: { either: ["number", "null"] }, optional: true, options: ["boot.loader.timeout"] },
      consoleLogLevel: { type: "number", optional: true, options: ["boot.consoleLogLevel"] },
      kernelPackages: { type: "nix", optional: true, options: ["boot.kernelPackages"] },
      systemdStage1: { type: "boolean", optional: true, options: ["boot.initrd.systemd.enable"] },
      zram: { type: "boolean", optional: true, options: ["zramSwap.enable"] },
    } },
  },
  BootLoader: {
    type: { instance: "BootLoaderKind", makers: ["systemdBoot", "grubBios", "grubEfi", "grub"] },
  },
  ConsoleConfig: {
    type: { object: {
      font: { type: "nix", optional: true, options: ["console.font"] },
      keyMap: { type: "nix", optional: true, options: ["console.keyMap"] },
      earlySetup: { type: "boolean", optional: true, options: ["console.earlySetup"] },
    } },
  },
  DiskLayout: {
    type: { object: {
      disks: { type: { record: { object: diskProps } }, options: ["disko.devices.disk"] },
      volumeGroups: { type: { record: { record: { instance: "LogicalVolume", makers: ["of", "percent", "rest"] } } }, optional: true, options: ["disko.devices.lvm_vg"] },
      arrays: { type: { record: { instance: "RaidArray", makers: ["raid0", "raid1", "raid10"] } }, optional: true, options: ["disko.devices.mdadm"] },
      zfsPools: { type: { record: { instance: "ZfsPool", makers: ["stripe", "mirror", "raidz", "raidz2", "raidz3"] } }, optional: true, options: ["disko.devices.zpool"] },
      tmpfs: { type: { record: { object: tmpfsProps } }, optional: true, options: ["disko.devices.nodev"] },
      swapFiles: { type: { record: { object: swapFileProps } }, optional: true },
      memory: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
    } },
  },
  Flake: {
    type: { object: {
      nixpkgs: { type: { instance: "Nixpkgs", makers: ["release", "ref"] } },
      description: { type: "string", optional: true },
      inputs: { type: { record: { either: ["string", { object: flakeInput }] } }, optional: true },
      outputs: { type: { record: "nix" }, optional: true },
      checks: { type: "boolean", optional: true },
      hydraJobs: { type: "boolean", optional: true },
      lockFile: { type: "string", optional: true },
    } },
  },
  FlakePackage: {
    type: { object: {
      expression: { type: "nix" },
      files: { type: { record: { either: ["string", "nix path", { object: packageFileCopy }] } }, optional: true },
    } },
  },
  Host: {
    type: { object: {
      class: { type: { instance: "HostClass" }, optional: true },
      system: { type: { literals: ["x86_64-linux", "aarch64-linux"] }, options: ["nixpkgs.hostPlatform"], insteadOf: ["nixpkgs.system"] },
    } },
  },
  HostClass: {
    type: { object: {} },
  },
  InstallerScript: {
    type: { either: [{ object: {
      runtimeInputs: { type: { list: "nix" }, optional: true },
      text: { type: "string" },
    } }, { object: {
      runtimeInputs: { type: { list: "nix" }, optional: true },
      file: { type: { either: ["string", "nix path"] } },
      allowOutside: { type: "boolean", optional: true },
      maxSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
    } }] },
  },
  InstallerTools: {
    type: { object: {
      tools: { type: { list: { literals: ["nixos-build-vms", "nixos-enter", "nixos-generate-config", "nixos-install", "nixos-option", "nixos-rebuild", "nixos-version"] } }, optional: true, options: ["system.disableInstallerTools","system.tools.<tool>.enable"] },
      git: { type: { literals: ["minimal", "full", "none"] }, optional: true, options: ["programs.git.enable","programs.git.package"] },
      packages: { type: { list: "nix" }, optional: true, options: ["environment.systemPackages"] },
      scripts: { type: { record: { either: [{ object: {
        runtimeInputs: { type: { list: "nix" }, optional: true },
        text: { type: "string" },
      } }, { object: {
        runtimeInputs: { type: { list: "nix" }, optional: true },
        file: { type: { either: ["string", "nix path"] } },
        allowOutside: { type: "boolean", optional: true },
        maxSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
      } }] } }, optional: true, options: ["environment.systemPackages"] },
    } },
  },
  IsoBuild: {
    type: { object: {
      host: { type: { instance: "Host" } },
    } },
  },
  IsoImage: {
    type: { object: {
      profile: { type: { literals: ["minimal", "minimal-new-kernel", "minimal-new-kernel-no-zfs", "minimal-combined", "graphical-base", "graphical-gnome", "graphical-plasma5", "graphical-plasma5-new-kernel", "graphical-calamares", "graphical-calamares-gnome", "graphical-calamares-plasma5", "graphical-calamares-plasma6", "graphical-calamares-cosmic", "graphical-combined"] }, optional: true },
      volumeId: { type: "string", optional: true, options: ["isoImage.volumeID"] },
      compression: { type: { instance: "Compression", makers: ["zstd", "xz", "gzip", "lz4", "none"] }, optional: true, options: ["isoImage.squashfsCompression"] },
      contents: { type: { list: { object: isoContent } }, optional: true, options: ["isoImage.contents"] },
      storeContents: { type: { list: "nix" }, optional: true, options: ["isoImage.storeContents"] },
      menuLabel: { type: "string", optional: true, options: ["isoImage.appendToMenuLabel"] },
      edition: { type: "string", optional: true, options: ["isoImage.edition"] },
      embedFlake: { type: { either: ["boolean", "nix path", { object: embeddedDirectory }] }, optional: true, options: ["isoImage.contents","systemd.tmpfiles.rules"] },
      secretsArea: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
      maxSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
    } },
    sets: ["isoImage.isoName","image.baseName"],
    insteadOf: ["isoImage.isoBaseName","image.fileName"],
  },
  LiveFixes: {
    type: { object: {
      switchToConfiguration: { type: "boolean", optional: true, options: ["system.switch.enable"] },
      openFiles: { type: { either: ["number", "null"] }, optional: true, options: ["security.pam.loginLimits"] },
      mdadmMailAddress: { type: { either: ["string", "null"] }, optional: true, options: ["boot.swraid.mdadmConf"] },
      run0: { type: "boolean", optional: true, options: ["security.run0","security.sudo.enable"] },
    } },
  },
  NetworkConfig: {
    type: { object: {
      networkManager: { type: "boolean", optional: true, options: ["networking.networkmanager.enable","networking.wireless.enable"] },
      domain: { type: "string", optional: true, options: ["networking.domain"] },
      nameservers: { type: { list: "string" }, optional: true, options: ["networking.nameservers"] },
    } },
  },
  NixSettings: {
    type: { object: {
      package: { type: "nix", optional: true, options: ["nix.package"] },
      flakes: { type: "boolean", optional: true, options: ["nix.settings.experimental-features"] },
      channels: { type: "boolean", optional: true, options: ["nix.channel.enable"] },
      logLines: { type: "number", optional: true, options: ["nix.settings.log-lines"] },
      httpConnections: { type: "number", optional: true, options: ["nix.settings.http-connections"] },
      warnDirty: { type: "boolean", optional: true, options: ["nix.settings.warn-dirty"] },
      registry: { type: { record: "nix" }, optional: true, options: ["nix.registry.<name>.flake"] },
      globalRegistry: { type: "boolean", optional: true, options: ["nix.settings.flake-registry"] },
      acceptFlakeConfig: { type: "boolean", optional: true, options: ["nix.settings.accept-flake-config"] },
      caches: { type: { list: { object: binaryCache } }, optional: true },
      settings: { type: { record: "nix" }, optional: true, options: ["nix.settings.<name>"] },
    } },
  },
  NixosModule: {
    type: { object: {
      config: { type: { either: ["nix set", "function"] }, optional: true },
      imports: { type: { either: [{ list: "nix" }, "expression"] }, optional: true },
    } },
  },
  NixpkgsConfig: {
    type: { object: {
      unfree: { type: "boolean", optional: true, options: ["nixpkgs.config.allowUnfree"] },
      broken: { type: "boolean", optional: true, options: ["nixpkgs.config.allowBroken"] },
      permittedInsecurePackages: { type: { list: "string" }, optional: true, options: ["nixpkgs.config.permittedInsecurePackages"] },
      overlays: { type: { list: "nix" }, optional: true, options: ["nixpkgs.overlays"] },
    } },
  },
  OfflineInstaller: {
    type: { object: {
      targets: { type: { list: { either: [{ instance: "Host" }, { object: installTarget }] } } },
      mode: { type: { instance: "InstallMode", makers: ["attended", "unattended"] }, optional: true },
      wipe: { type: { literals: ["never", "whenLabelledByUs", "always"] }, optional: true },
      reinstall: { type: "boolean", optional: true },
      sources: { type: "boolean", optional: true },
      enroll: { type: { object: enrolledKeys }, optional: true },
    } },
  },
  SpaceSaver: {
    type: { object: {
      documentation: { type: "boolean", optional: true, options: ["documentation.doc.enable","documentation.nixos.enable"] },
      manPages: { type: "boolean", optional: true, options: ["documentation.man.enable"] },
      manCache: { type: "boolean", optional: true, options: ["documentation.man.generateCaches","documentation.man.cache.enable"] },
      info: { type: "boolean", optional: true, options: ["documentation.info.enable"] },
      channel: { type: "boolean", optional: true, options: ["system.installer.channel.enable"] },
      extraDependencies: { type: "boolean", optional: true, options: ["system.extraDependencies"] },
      defaultPackages: { type: "boolean", optional: true, options: ["environment.defaultPackages"] },
    } },
  },
  SshAccess: {
    type: { object: {
      authorizedKeys: { type: { list: "string" }, optional: true, options: ["users.users.<name>.openssh.authorizedKeys.keys"] },
      liveUser: { type: "boolean", optional: true },
      atBoot: { type: "boolean", optional: true, options: ["systemd.services.sshd.wantedBy"] },
      rootLogin: { type: { literals: ["key", "password", "no"] }, optional: true, options: ["services.openssh.settings.PermitRootLogin"] },
      passwordHash: { type: "string", optional: true, options: ["users.users.<name>.initialHashedPassword"], insteadOf: ["users.users.<name>.hashedPassword"] },
      passwordAuthentication: { type: "boolean", optional: true, options: ["services.openssh.settings.PasswordAuthentication"] },
    } },
  },
} as const satisfies Readonly<Record<string, PropsShape>>;
