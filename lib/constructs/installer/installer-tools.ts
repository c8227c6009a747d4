import type { Construct } from "constructs";
import { config, nix, pkgs, self, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  Flake,
  NixosModule,
  overriding,
  profileContents,
  recordJointly,
  settled,
  writesDefault,
  type ModuleContext,
  type NixosConfig,
  type Settled,
  type WrittenDefault,
} from "../core";
import { InstallerScript, type InstallerScriptProps } from "./installer-script";

/** NixOS's own installer tools. Source: nixos/modules/installer/tools/tools.nix. */
export const installerTools = [
  "nixos-build-vms",
  "nixos-enter",
  "nixos-generate-config",
  "nixos-install",
  "nixos-option",
  "nixos-rebuild",
  "nixos-version",
] as const;
/**
 * One of NixOS's installer tools.
 * @public
 */
export type InstallerTool = (typeof installerTools)[number];

/**
 * Properties of {@link InstallerTools}.
 * @public
 */
export interface InstallerToolsProps {
  /**
   * NixOS tools to include; the others are removed (`system.disableInstallerTools`, and `system.tools.<tool>.enable`
   * from 24.11). Default: `nixos-install`, `nixos-enter`, `nixos-generate-config`; for a profile with Calamares, also
   * `nixos-version`, which it runs (on 24.05, all tools).
   */
  readonly tools?: readonly InstallerTool[];
  /**
   * git, which Nix needs for flakes in git repositories (`programs.git.enable`, `programs.git.package`): `minimal`
   * (without Perl and the graphical tools), `full`, or `none`. Default: `minimal`.
   */
  readonly git?: "minimal" | "full" | "none";
  /** Additional packages (`environment.systemPackages`). Default: none. */
  readonly packages?: readonly NixValue[];
  /** Your own installer scripts, by command name (`environment.systemPackages`). Default: none. */
  readonly scripts?: Readonly<Record<string, InstallerScriptProps>>;
}

/**
 * The programs available in the installer.
 * @public
 */
export class InstallerTools extends NixosModule {
  constructor(scope: Construct, id: string, props: InstallerToolsProps = {}) {
    const checked = checkProps(declaredProps.InstallerTools, props, {
      exact: new.target === InstallerTools,
      explainsChoice: ["tools"],
      explainsText: true,
    });
    props = checked.props;
    super(scope, id, { config: (context) => this.definitions(props, context) });
    checked.report(this);
    recordJointly(this, "InstallerTools", props, {
      inseparable: Flake.of(this).releaseFacts.hasToolSwitches ? {} : { tools: toolsDefault },
    });
    for (const [name, script] of Object.entries(props.scripts ?? {})) new InstallerScript(this, name, script);
    this.check(props);
  }

  private definitions(props: InstallerToolsProps, { hosts }: ModuleContext): NixosConfig {
    const facts = Flake.of(this).releaseFacts;
    const isForCalamares = hosts.some(({ profile }) => profile !== undefined && profileContents(profile).hasCalamares);
    const isDefault = writesDefault(this, toolsDefault);
    const keepsAll = isDefault && isForCalamares && !facts.hasToolSwitches;
    const ownDefault = isForCalamares ? [...defaultTools, "nixos-version" as const] : defaultTools;
    const tools = keepsAll ? [] : [...new Set(props.tools ?? (isDefault ? ownDefault : []))];
    const removed = settled(this, toolsDefault).overrides ? ownDefault.filter((tool) => !tools.includes(tool)) : [];
    const own = Object.keys(props.scripts ?? {}).map(ownPackage);
    const packages = [
      ...(facts.hasToolSwitches ? [] : tools.map((tool) => config.system.build[tool] as NixValue)),
      ...(props.packages ?? []),
      ...own,
    ];
    return {
      system: {
        disableInstallerTools: keepsAll ? undefined : nix.comment("the chosen tools only", true),
        tools: facts.hasToolSwitches
          ? Object.fromEntries([
              ...tools.map((tool) => [tool, { enable: true }]),
              ...removed.map((tool) => [tool, { enable: overriding(false) }]),
            ])
          : undefined,
        "nixos-generate-config":
          facts.hasToolSwitches || !tools.includes("nixos-generate-config")
            ? undefined
            : { configuration: nix.comment("NixOS has no template of its own while its tools are off", template) },
      },
      programs: gitValue(settled(this, gitDefault), facts.profileEnablesGit),
      environment: packages.length === 0 ? undefined : { systemPackages: packages },
    };
  }

  private check(props: InstallerToolsProps): void {
    const { release, releaseFacts } = Flake.of(this);
    const single = releaseFacts.hasToolSwitches ? installerTools : releaseFacts.toolsInSystemBuild;
    for (const tool of (props.tools ?? []).filter((name) => installerTools.includes(name) && !single.includes(name))) {
      Annotations.of(this).addError({
        code: "tool-on-release",
        message: `NixOS ${release} cannot install this tool separately`,
        value: JSON.stringify(tool),
        reason: "this release does not expose the package of the tool; since 24.11, each tool has its own switch",
        fix: `use release 24.11 or later, or choose from ${single.join(", ")}`,
      });
    }
    for (const tool of (props.tools ?? []).filter((name) => !installerTools.includes(name))) {
      Annotations.of(this).addError({
        code: "unknown-tool",
        message: `NixOS has no installer tool named ${JSON.stringify(tool)}`,
        value: JSON.stringify(tool),
        fix: `use one of ${installerTools.join(", ")}; add other programs to packages`,
      });
    }
  }
}

const toolsDefault: WrittenDefault<InstallerToolsProps, readonly InstallerTool[]> = { set: ({ tools }) => tools };
const gitDefault: WrittenDefault<InstallerToolsProps, "minimal" | "full" | "none"> = {
  set: ({ git }) => git,
  initial: "minimal",
};

const defaultTools: readonly InstallerTool[] = ["nixos-install", "nixos-enter", "nixos-generate-config"];

/**
 * Template for the configuration.nix written by `nixos-generate-config`, which fills in `$bootLoaderConfig`. A shorter
 * version of NixOS's own template in nixos/modules/installer/tools/tools.nix.
 */
const template = nix.indented`
  { config, lib, pkgs, ... }:

  {
    imports = [ ./hardware-configuration.nix ];

  $bootLoaderConfig
    system.stateVersion = "${config.system.nixos.release}";
  }
`;

/**
 * `pkgs.callPackage "${self}/packages/<name>" { }`: built from the host's packages. The flake output of the same name
 * uses a separate nixpkgs, which ignores the host's settings and which Nix would have to evaluate as well.
 */
function ownPackage(name: string): NixValue {
  return pkgs.callPackage(nix.str`${self}/packages/${name}`, {}) as NixValue;
}

function gitValue(
  { value, overrides }: Settled<"minimal" | "full" | "none">,
  enabledByProfile: boolean,
): NixosConfig | undefined {
  switch (value) {
    case undefined:
      return undefined;
    case "minimal":
      return { git: { enable: true, package: pkgs.gitMinimal } };
    case "full":
      return { git: { enable: true, package: overrides ? overriding(pkgs.git as NixValue) : undefined } };
    case "none":
      if (overrides) return { git: { enable: overriding(false) } };
      return enabledByProfile ? { git: { enable: false } } : undefined;
  }
}
