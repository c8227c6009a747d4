import { bothFailed, hostsFailed } from "../../../lib/pipeline/evaluate/errors";
import { Failure, formatFailure } from "../../../lib/platform/failure";

const plain = (name: string): Failure =>
  new Failure({
    kind: "evaluation",
    code: "evaluation-failed",
    message: `Nix cannot evaluate the ISO of ${name}`,
    output: "error: attribute 'x' missing",
  });

/** The error of a class, as each of its hosts has it. */
const attributed = (name: string): Failure =>
  plain(name).attributedTo(
    [{ severity: "error", code: "unknown-option", constructPath: "fleet/desk/boot", message: "no option boot.x" }],
    "error: The option `boot.x' does not exist",
  );

describe("hostsFailed", () => {
  it("reports the same error of several hosts once, and names all hosts", () => {
    const failed = ["desk-1", "desk-2"].map((name) => ({ name, failure: attributed(name) }));
    const all = hostsFailed([...failed, { name: "probe", failure: plain("probe") }], 20)!;
    expect(all).toMatchObject({ kind: "evaluation", code: "unknown-option" });
    expect(formatFailure(all)).toMatchInlineSnapshot(`
      "error[unknown-option]: fleet/desk/boot: no option boot.x
        docs:  https://cdknix.example/errors/unknown-option

      error[evaluation-failed]: Nix cannot evaluate the ISO of probe
        docs:  https://cdknix.example/errors/evaluation-failed

      3 of 20 hosts have errors: desk-1, desk-2, probe
        | desk-1, desk-2:
        | error: The option \`boot.x' does not exist
        |
        | probe:
        | error: attribute 'x' missing"
    `);
  });

  it("is the failure itself if there is only one host", () => {
    const failure = plain("desk");
    expect(hostsFailed([{ name: "desk", failure }], 1)).toBe(failure);
  });

  it("is undefined if no host has an error", () => {
    expect(hostsFailed([], 20)).toBeUndefined();
  });
});

describe("bothFailed", () => {
  it("reports the errors of the evaluation and of the build", () => {
    const build = new Failure({ kind: "build", code: "build-failed", message: "Nix cannot build the ISO of b" });
    const evaluation = hostsFailed([{ name: "a", failure: plain("a") }], 2)!;
    expect(formatFailure(bothFailed(evaluation, build))).toMatchInlineSnapshot(`
      "error[evaluation-failed]: Nix cannot evaluate the ISO of a
        docs:  https://cdknix.example/errors/evaluation-failed

      error[build-failed]: Nix cannot build the ISO of b
        docs:  https://cdknix.example/errors/build-failed

      1 of 2 hosts has errors: a; Nix cannot build the ISO of b
        | a:
        | error: attribute 'x' missing"
    `);
  });
});
