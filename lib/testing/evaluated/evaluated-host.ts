import type { Host } from "../../constructs";
import type { HostAssertions } from "../assertions";
import { assertionsOf } from "../assertions/flake-assertions";
import type { HostProgram } from "../assertions/host-program";
import { accept, describeMismatches } from "../assertions/mismatches";
import { optionDiffers } from "../errors";
import { compare, shown } from "../match";
import { evaluateOption, type EvaluatedValue, type EvaluationOptions } from "./evaluate-option";

/**
 * A host as NixOS evaluates it.
 * @beta
 */
export interface EvaluatedHost {
  /**
   * The value of an option, or of an attribute in it, after merging all modules, including those of NixOS.
   * @param option path, such as `boot.kernelParams`
   * @throws {@link ExpectationError} if the option does not exist, or if Nix cannot evaluate it, with Nix's message and the
   * construct behind it
   */
  option(option: string): Promise<EvaluatedValue>;

  /**
   * Asserts that an option has a value, like `HostAssertions.hasOption`.
   * @throws {@link ExpectationError} with the value and the differences
   */
  hasOption(option: string, expected: unknown): Promise<void>;
}

/**
 * Evaluates options of a host with Nix: `await evaluated(host).option("boot.kernelParams")`. The flake is written to a
 * temporary directory and locked as for a build. Nothing is built, and the output and the lock file do not change. Answers
 * are cached by a hash of all inputs, so that Nix runs again only if the program, nixpkgs, or Nix changes.
 * @param host a result of `FlakeAssertions.host`, or a `Host` of the program
 * @beta
 */
export function evaluated(host: HostAssertions | Host, options: EvaluationOptions = {}): EvaluatedHost {
  return new NixHost(assertionsOf(host), options);
}

class NixHost implements EvaluatedHost {
  private readonly asked = new Map<string, Promise<EvaluatedValue>>();

  constructor(
    private readonly host: HostProgram,
    private readonly options: EvaluationOptions,
  ) {}

  option(option: string): Promise<EvaluatedValue> {
    const asked = this.asked.get(option) ?? evaluateOption(this.host, option, this.options);
    this.asked.set(option, asked);
    return asked;
  }

  async hasOption(option: string, expected: unknown): Promise<void> {
    const value = await this.option(option);
    const result = compare(expected, value, "partial");
    if (result.mismatches.length === 0) {
      accept(result);
      return;
    }
    throw optionDiffers(this.host.name, option, {
      expected: shown(expected),
      value: shown(value),
      mismatches: describeMismatches(option, result),
      definedBy: [],
      note: `run \`synth explain ${this.host.name} ${option}\` to list every definition`,
    });
  }
}
