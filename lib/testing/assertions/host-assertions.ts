import type { NixExpression } from "../../nix";
import type { OptionData } from "../option-data";

/**
 * One definition of an option in a program.
 * @beta
 */
export interface ProgramDefinition {
  /** Path of the option, or of an attribute in its value, such as `boot.supportedFilesystems.btrfs`. */
  readonly option: string;
  readonly value: OptionData;
  /** Override priority; the lowest wins: 50 for `nix.force`, 100 for a plain value, 1000 for `nix.default`. */
  readonly priority: number;
  /** Whether it depends on a condition, which only Nix can evaluate. */
  readonly isConditional: boolean;
  /** Path of the construct with the definition. */
  readonly construct: string;
  /** Path of the file with the definition, in the flake. */
  readonly file: string;
}

/**
 * Assertions about one host of a program, including its class. Created by `FlakeAssertions.host`. They do not include what
 * NixOS adds; see `evaluated(host)` for that.
 * @beta
 */
export interface HostAssertions {
  /** Name of the host on the command line. */
  readonly name: string;

  /**
   * The value that the program sets for an option, or for an attribute in its value: the definitions with the highest
   * priority, with lists concatenated and sets merged. A part that only Nix can evaluate is a `NixText`.
   * @param option path, such as `boot.kernelParams` or `environment.etc."motd".text`
   * @returns undefined if the program does not set it
   */
  option(option: string): OptionData | undefined;

  /** Every definition at an option and below it, in module order; all definitions without an argument. */
  definitionsOf(option?: string): readonly ProgramDefinition[];

  /**
   * Asserts that an option has a value.
   * @param option path, such as `boot.kernelParams`
   * @param expected data, whose sets may be subsets of the actual ones; an expression such as `pkgs.lix`, or
   * `nix.force(false)` for a definition with its priority; or a pattern of `Match`. Default: any value
   * @throws {@link ExpectationError} with the value, the differences, and the constructs that set it
   */
  hasOption(option: string, expected?: unknown): void;

  /**
   * Asserts the number of options that are set at a path and below it, each counted once.
   * @throws {@link ExpectationError} with the options
   */
  optionCount(option: string, count: number): void;

  /**
   * Asserts that the host has a module.
   * @param module path of its construct, such as `dotfiles/iso/boot`; its file in the flake, such as
   * `modules/iso/boot.nix`; or an imported module, such as `inputs.disko.nixosModules.disko`
   * @param config part of the module's contents, or a pattern. Default: any contents
   * @throws {@link ExpectationError} with the existing modules, or the differences
   */
  hasModule(module: string | NixExpression, config?: unknown): void;

  /**
   * The value of every option that the program sets, by path, for snapshots: `expect(host.toJSON()).toMatchSnapshot()`.
   * A set that may be the value of an option is split into its attributes.
   */
  toJSON(): Readonly<Record<string, OptionData>>;

  /** Contents of each file of the host, by path in the flake, for snapshots. */
  readonly files: Readonly<Record<string, string>>;
}
