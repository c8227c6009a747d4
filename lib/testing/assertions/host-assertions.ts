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
  /** Override priority, the lower wins: 50 for `nix.force`, 100 for a plain value, 1000 for `nix.default`. */
  readonly priority: number;
  /** Whether it holds under a condition only, which Nix alone can know. */
  readonly isConditional: boolean;
  /** Path of the construct that states it. */
  readonly construct: string;
  /** Path of the file that states it, in the flake. */
  readonly file: string;
}

/**
 * What a program says about one host: by its class and by itself. Made by `FlakeAssertions.host`. What NixOS adds is not
 * in it; `evaluated(host)` tells that.
 * @beta
 */
export interface HostAssertions {
  /** Name of the host, as the command line has it. */
  readonly name: string;

  /**
   * The value that the program gives an option, or an attribute in the value of one: the strongest definitions, lists
   * joined and sets merged. What only Nix can know is a `NixText`.
   * @param option path, such as `boot.kernelParams` or `environment.etc."motd".text`
   * @returns undefined when the program does not set it
   */
  option(option: string): OptionData | undefined;

  /** Every definition at an option and below it, in the order of the modules; of all options when none is named. */
  definitionsOf(option?: string): readonly ProgramDefinition[];

  /**
   * Requires that an option has a value.
   * @param option path, such as `boot.kernelParams`
   * @param expected data, of whose sets it is enough that they are in the value; an expression such as `pkgs.lix`, or
   * `nix.force(false)` for a definition with its priority; or a pattern of `Match`. Default: anything
   * @throws {@link ExpectationError} that shows the value, what differs, and the constructs behind it
   */
  hasOption(option: string, expected?: unknown): void;

  /**
   * Requires that a number of options is set at a path and below it, each counted once.
   * @throws {@link ExpectationError} that names them
   */
  optionCount(option: string, count: number): void;

  /**
   * Requires that the host has a module.
   * @param module path of its construct, such as `dotfiles/iso/boot`; its file in the flake, such as
   * `modules/iso/boot.nix`; or a module that is imported, such as `inputs.disko.nixosModules.disko`
   * @param config what the module says, or a pattern: it is enough that this is in it. Default: anything
   * @throws {@link ExpectationError} that names the modules there are, or what differs
   */
  hasModule(module: string | NixExpression, config?: unknown): void;

  /**
   * The value of every option that the program sets, by its path, for snapshots: `expect(host.toJSON()).toMatchSnapshot()`.
   * Sets that may be values of options are taken apart, so that each attribute stands by itself.
   */
  toJSON(): Readonly<Record<string, OptionData>>;

  /** Text of each file that the host is made of, by its path in the flake, for snapshots. */
  readonly files: Readonly<Record<string, string>>;
}
