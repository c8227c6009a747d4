import type { Host } from "../../constructs";
import type { HostAssertions } from "../assertions";
import { assertionsOf } from "../assertions/assertions-of";
import type { HostProgram } from "../assertions/host-program";
import { accept, describeMismatches } from "../assertions/mismatches";
import { optionDiffers } from "../errors";
import { compare, shown } from "../match";
import { evaluateOption } from "./evaluate-option";
import type { EvaluatedValue, EvaluationOptions } from "./evaluation-options";

/**
 * A host as NixOS evaluates it.
 * @beta
 */
export interface EvaluatedHost {
  /**
   * The value of an option, or of an attribute in it: what all modules together come to, those of NixOS included.
   * @param option path, such as `boot.kernelParams`
   * @throws {@link ExpectationError} when there is no such option, or Nix cannot evaluate it, with what Nix says and the
   * construct behind it
   */
  option(option: string): Promise<EvaluatedValue>;

  /**
   * Requires that an option has a value, as `HostAssertions.hasOption` does.
   * @throws {@link ExpectationError} that shows the value and what differs
   */
  hasOption(option: string, expected: unknown): Promise<void>;
}

/**
 * Asks Nix about a host of a program: `await evaluated(host).option("boot.kernelParams")`. The tree is written and locked
 * as for a build, aside, and evaluated; nothing is built, and neither output nor lock file changes. An answer is kept, by
 * the hash of all that it depends on, so that Nix is not asked again until the program, nixpkgs or Nix is another one.
 * @param host what `FlakeAssertions.host` gave, or a `Host` of the program
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
      note: `synth explain ${this.host.name} ${option} tells every definition`,
    });
  }
}
