import { hostReporter } from "../../../lib/pipeline/evaluate/host-reporter";
import type { Reporter } from "../../../lib/pipeline/reporter";

function recorder(): { readonly reporter: Reporter; readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    reporter: {
      step: (text) => lines.push(`synth: ${text}`),
      nix: (line) => lines.push(line),
      activity: () => undefined,
      issue: () => undefined,
    },
  };
}

describe("hostReporter", () => {
  it("keeps the output of each host together, and prints the same output once", () => {
    const { reporter, lines } = recorder();
    const reporterOf = hostReporter(reporter, 3);
    const [a, b, c] = [reporterOf("a"), reporterOf("b"), reporterOf("c")];
    a.nix("warning: old option");
    b.nix("warning: old option");
    a.nix("  in a.nix");
    b.nix("  in a.nix");
    b.step("tracing the error");
    for (const each of [b, a, c]) each.flush();
    expect(lines).toEqual([
      "synth: b: tracing the error",
      "synth: b: Nix printed",
      "warning: old option",
      "  in a.nix",
      "synth: a: Nix printed the same as for b",
    ]);
  });

  it("prints the output of a single host at once", () => {
    const { reporter, lines } = recorder();
    const only = hostReporter(reporter, 1)("a");
    only.nix("warning: old option");
    only.step("tracing the error");
    only.flush();
    expect(lines).toEqual(["warning: old option", "synth: tracing the error"]);
  });
});
