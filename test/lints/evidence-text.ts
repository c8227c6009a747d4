import type { Evidence, Recorded } from "./evidence";
import { lintPrograms } from "./lint-programs";
import type { Answer } from "./real-nixos";

/** The end of a lint's page: what was evaluated, and what it gave. */
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
          `Of the keys 12, 13, 41 and 43 (minus, equals, grave and backslash), in the source of ${evidence.keyMaps.kbd}, ` +
            `\`i386/qwerty/us.map\` defines ${evidence.keyMaps.us.join(", ")}, and \`pine/en.map\` ${evidence.keyMaps.en.join(", ") || "none"}.`,
        ]
      : [];
  return [
    `Evaluated on NixOS ${evidence.release} with ${evidence.nix}, beside the minimal installation CD's profile. The wrong program:`,
    module("wrong"),
    "The right one:",
    module("right"),
    ...questions,
    ...keyMaps,
    ...(code === "flake-setting-without-flakes" ? [nixConfText(evidence)] : []),
  ].join("\n\n");
}

/** What a module says after its imports, without the braces around it. */
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

/** A table of what each Nix makes of the settings. */
function nixConfText({ nixConf }: Evidence): string {
  const versions = Object.keys(nixConf);
  const lines = Object.keys(Object.values(nixConf)[0] ?? {});
  const told = (version: string, line: string): string => {
    const { refusal = [], value } = nixConf[version]?.[line] ?? {};
    const said = refusal.length === 0 ? "passes" : refusal.map((text) => `\`${text}\``).join(" ");
    return `${said}; the setting is ${value === undefined || value === "" ? "empty" : `\`${value}\``}`;
  };
  return [
    "**What NixOS' check says of a nix.conf with one such line and flakes off, and what the setting is for a command that " +
      "turns flakes on**, by the check's own command:",
    "",
    `| nix.conf | ${versions.map((version) => `Nix ${version}`).join(" | ")} |`,
    `| --- | ${versions.map(() => "---").join(" | ")} |`,
    ...lines.map((line) => `| \`${line}\` | ${versions.map((version) => told(version, line)).join(" | ")} |`),
  ].join("\n");
}
