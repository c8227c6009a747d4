import { oldestNix } from "../../lib/pipeline/lock/nix-version";
import { complaintsOf, isUnevaluated, readEvaluation, readGoldens, recordings, type Golden } from "./golden";
import { specimens } from "./specimen";
import type { Release } from "cdknix";

const refresh = "evaluate it and review the differences: npm run goldens -- --nixpkgs PATH-OF-A-NIXPKGS-TREE";

it("everything was evaluated on the oldest release, and on the development version of the newest", () => {
  expect(recordings()).toEqual(["24.05", "26.11pre"]);
});

describe.each(recordings())("on NixOS %s", (recording) => {
  const release = (readEvaluation(recording)?.release ?? recording) as Release;
  const goldens = new Map<string, Golden>(
    Object.entries(readGoldens(recording)).flatMap(([group, all]) =>
      Object.entries(all).map(([name, golden]) => [`${group}/${name}`, golden] as const),
    ),
  );
  const emitted: ReadonlyMap<string, unknown> = new Map(
    specimens(release, (group) => !isUnevaluated(recording, group))
      .filter(({ group, name }) => !isUnevaluated(recording, `${group}/${name}`))
      .map(({ group, name, written }) => [
        `${group}/${name}`,
        "refused" in written ? { refused: written.refused } : { tree: written.digest, files: written.files },
      ]),
  );
  const recorded = (golden: Golden | undefined): unknown =>
    golden !== undefined && "evaluated" in golden ? { tree: golden.tree, files: golden.files } : golden;

  it(`everything that is generated was evaluated; if not, ${refresh}`, () => {
    expect([...emitted.keys()].sort()).toEqual([...goldens.keys()].sort());
  });

  it.each([...emitted.keys()])(`%s is the same as when it was evaluated; if not, ${refresh}`, (name) => {
    expect(emitted.get(name)).toEqual(recorded(goldens.get(name)));
  });

  it("old and new Nix have the same results; if not, evaluate it with the missing Nix too", () => {
    const versions = [...goldens].flatMap(([name, golden]) => ("refused" in golden ? [] : [{ name, nix: golden.nix }]));
    const evaluatedBy = (wording: RegExp): readonly string[] =>
      versions.filter(({ nix }) => nix.some((version) => wording.test(version))).map(({ name }) => name);
    if (oldestNix(release) === "2.8") expect(evaluatedBy(/^2\.8\./)).toEqual(versions.map(({ name }) => name));
    expect(evaluatedBy(/^2\.(?:2[6-9]|[3-9]\d)\./)).toEqual(versions.map(({ name }) => name));
  });

  it("there are no warnings and no failed assertions", () => {
    const evaluated = [...goldens].flatMap(([name, golden]) =>
      "refused" in golden ? [] : [{ name, ...golden.evaluated }],
    );
    expect(evaluated.filter(({ name, ...result }) => complaintsOf(name, result).length > 0)).toEqual([]);
    const paths = evaluated.flatMap(({ drvPath }) =>
      typeof drvPath === "string" ? drvPath : Object.values(drvPath ?? {}),
    );
    expect(paths.filter((each) => !/^\/nix\/store\/[a-z0-9]{32}-(?:.*\.iso|nixos-system-.*)\.drv$/.test(each))).toEqual(
      [],
    );
    expect(paths.length).toBeGreaterThanOrEqual(evaluated.length);
  });
});
