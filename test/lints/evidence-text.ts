import type { Evidence, Recorded } from "./evidence";
import type { LintProgram } from "./lint-program-types";
import { lintPrograms } from "./lint-programs";
import type { Answer } from "./real-nixos";

/** The end of a lint's page: the evaluated programs, and the results. */
export function evidenceText(code: string, evidence: Evidence): string {
  const program = lintPrograms.find((each) => each.code === code);
  const recorded = evidence.lints[code];
  if (program === undefined || recorded === undefined) return "";
  const module = (kind: "wrong" | "right"): string => `\`\`\`nix\n${definitionsIn(recorded[kind].module)}\n\`\`\``;
  const questions = program.questions.map(({ about, expression }, index) =>
    [
      `**${about[0]?.toUpperCase() ?? ""}${about.slice(1)}**, by \`${expression}\`:`,
      "",
      `- wrong: ${answerText(recorded.wrong, index)}`,
      `- right: ${answerText(recorded.right, index)}`,
    ].join("\n"),
  );
  const keyMaps =
    code === "key-map-en"
      ? [
          `Of the keys 12, 13, 41, and 43 (minus, equals, backtick, and backslash), in the source of ${evidence.keyMaps.kbd}, ` +
            `\`i386/qwerty/us.map\` defines ${evidence.keyMaps.us.join(", ")}, and \`pine/en.map\` ${evidence.keyMaps.en.join(", ") || "none"}.`,
        ]
      : [];
  return [
    `Evaluated on NixOS ${evidence.release} with ${evidence.nix}, ${withProfile(program)}. The wrong program:`,
    module("wrong"),
    "The right program:",
    module("right"),
    ...questions,
    ...keyMaps,
    ...(code === "flake-setting-without-flakes" ? [nixConfText(evidence)] : []),
  ].join("\n\n");
}

const withProfile = ({ profile = "minimal" }: LintProgram): string =>
  profile === "minimal"
    ? "together with the minimal installation CD's profile"
    : `together with the installer profile \`${profile}\``;

/** The definitions of a module after its imports, without the surrounding braces. */
function definitionsIn(module: string): string {
  const lines = module.trimEnd().split("\n");
  const start = lines.findIndex((line) => line.startsWith("  imports = "));
  return lines
    .slice(start + 1, -1)
    .map((line) => line.replace(/^ {2}/, ""))
    .join("\n")
    .trim();
}

function answerText({ answers }: Recorded, index: number): string {
  const answer: Answer | undefined = answers[index];
  if (answer === undefined) return "";
  if ("value" in answer) return `\`${JSON.stringify(answer.value)}\``;
  const [first = ""] = answer.error.split("\n\n");
  return `\`\`${first.replace(/\s+/g, " ")}\`\``;
}

/** A table of how each Nix treats the settings. */
function nixConfText({ nixConf }: Evidence): string {
  const versions = Object.keys(nixConf);
  const lines = Object.keys(Object.values(nixConf)[0] ?? {});
  const describe = (version: string, line: string): string => {
    const { refusal = [], value } = nixConf[version]?.[line] ?? {};
    const result = refusal.length === 0 ? "passes" : refusal.map((text) => `\`${text}\``).join(" ");
    return `${result}; the setting is ${value === undefined || value === "" ? "empty" : `\`${value}\``}`;
  };
  return [
    "**The result of NixOS's check for a nix.conf with one such line and flakes disabled, and the value of the setting for a " +
      "command that enables flakes**, by the check's own command:",
    "",
    `| nix.conf | ${versions.map((version) => `Nix ${version}`).join(" | ")} |`,
    `| --- | ${versions.map(() => "---").join(" | ")} |`,
    ...lines.map((line) => `| \`${line}\` | ${versions.map((version) => describe(version, line)).join(" | ")} |`),
  ].join("\n");
}
