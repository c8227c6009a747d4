import type { Host } from "../../constructs";
import type { LoginFacts } from "../../logins/login-facts";
import { whoCanLogIn, type Logins } from "../../logins/who-can-log-in";
import type { NixosHost } from "../../platform/nix/evaluate";
import type { NixTool } from "../../platform/nix/tool";
import { evaluateLogins, loginsSchema } from "../../platform/nix/logins/evaluate-logins";
import type { HostAssertions } from "../assertions";
import { assertionsOf } from "../assertions/flake-assertions";
import type { HostProgram } from "../assertions/host-program";
import { accept, describeMismatches } from "../assertions/mismatches";
import { loginsDiffer, openToNetwork, optionDiffers } from "../errors";
import { compare, shown } from "../match";
import { evaluateHost, type EvaluationOptions } from "./evaluate-host";
import { evaluateOption, type EvaluatedValue } from "./evaluate-option";

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

  /**
   * Who can log in to the host, and how: sshd with its effective configuration, other services, and consoles.
   * @throws {@link ExpectationError} if Nix cannot evaluate the host
   */
  logins(): Promise<Logins>;

  /**
   * Asserts who can log in, such as `{ ssh: { logins: [{ account: "root", method: "keys", match: null }] } }`.
   * @param expected a part of {@link Logins}, or a pattern of `Match`
   * @throws {@link ExpectationError} with the differences
   */
  hasLogins(expected: unknown): Promise<void>;

  /**
   * Asserts that nothing lets anyone on the network log in.
   * @throws {@link ExpectationError} with everything that lets anyone in
   */
  refusesStrangers(): Promise<void>;
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

const loginsQuestion = {
  // No option has this name.
  words: ["", "logins"],
  subject: "who can log in",
  schema: loginsSchema,
  ask: (tool: NixTool, host: NixosHost) => evaluateLogins(tool, host, {}),
};

class NixHost implements EvaluatedHost {
  private facts: Promise<LoginFacts> | undefined;
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

  async logins(): Promise<Logins> {
    this.facts ??= evaluateHost(this.host, loginsQuestion, this.options);
    return whoCanLogIn(await this.facts);
  }

  async hasLogins(expected: unknown): Promise<void> {
    const logins = await this.logins();
    const result = compare(expected, logins, "partial");
    if (result.mismatches.length === 0) {
      accept(result);
      return;
    }
    throw loginsDiffer(this.host.name, { logins: shown(logins), mismatches: describeMismatches("logins", result) });
  }

  async refusesStrangers(): Promise<void> {
    const { open } = await this.logins();
    if (open.length > 0) throw openToNetwork(this.host.name, open);
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
