import { readFileSync } from "node:fs";
import * as path from "node:path";
import { attributeBuild } from "../../../lib/attribution/attribute-build";
import { attributeEvaluation } from "../../../lib/attribution/attribute-evaluation";
import { SourceMap } from "../../../lib/attribution/source-map";
import type { Manifest, ManifestFlake } from "../../../lib/model";
import { Failure } from "../../../lib/platform/failure";
import { repository } from "../repository";
import type { ErrorEntry, ErrorText } from "./error-entry";
import { completeProgram, runSample, type SampleProgram, type SampleRun } from "./sample-program";

/** A mistake in a program that only Nix finds. */
export interface NixMistake extends ErrorText {
  readonly wrong: string;
  readonly right: string;
  /** Name of Nix's recorded output, in test/attribution/nix-messages/recorded; or the output. */
  readonly recorded?: string;
  readonly output?: string;
  /** Whether Nix fails while it builds. Default: while it evaluates. */
  readonly builds?: boolean;
}

/** An error of Nix: the page shows what cdknix makes of Nix's output for the tree of the wrong lines. */
export function inNix(mistake: NixMistake): ErrorEntry {
  const { wrong, right, recorded, output, builds = false, ...text } = mistake;
  const programOf = (lines: string): SampleProgram => ({
    given: "class",
    lines: `${lines}\nnew Host(flake, "lilith", { class: iso, system: "x86_64-linux" });`,
  });
  return {
    ...text,
    samples: async () => {
      const { flake, origins } = sourceMapOf(runSample(programOf(wrong)));
      const said = output ?? recordedText(recorded ?? "");
      if (builds) {
        const failure = new Failure({
          kind: "build",
          code: "build-failed",
          message: "Nix cannot build the ISO of lilith",
          output: said,
        });
        return [attributeBuild(failure, [origins])];
      }
      const failure = new Failure({
        kind: "evaluation",
        code: "evaluation-failed",
        message: "Nix cannot evaluate the ISO of lilith",
        output: said,
      });
      const trace = (): Promise<string> => Promise.resolve(recordedText(`${recorded ?? ""}-trace`));
      return [await attributeEvaluation(failure, flake, origins, trace)];
    },
    example: { language: "ts", wrong, right },
    rightProgram: completeProgram(programOf(right)),
    issuesWhenRight: () => runSample(programOf(right)).issues,
  };
}

function recordedText(name: string): string {
  const directory = path.join(repository, "test/attribution/nix-messages/recorded");
  return readFileSync(path.join(directory, `nixos-24.05-nix-2.26-${name}.txt`), "utf8").trim();
}

function sourceMapOf({ tree, issues }: SampleRun): { flake: ManifestFlake; origins: SourceMap } {
  const manifest = tree?.files.get("manifest.json")?.text;
  if (tree === undefined || manifest === undefined) throw new Error(JSON.stringify(issues));
  const [flake] = Object.values((JSON.parse(manifest) as Manifest).flakes);
  if (flake === undefined) throw new Error("the program has no flake");
  const texts = new Map(
    [...tree.files].map(([file, { text }]) => [path.posix.relative(flake.directory, file), text] as const),
  );
  return { flake, origins: new SourceMap(flake, texts) };
}
