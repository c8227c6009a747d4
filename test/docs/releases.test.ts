import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { releases } from "cdknix";
import { releaseFacts, type ReleaseFacts } from "../../lib/constructs/core";
import { evidenceOf } from "../../lib/constructs/core/release-evidence";
import { newestStableRelease } from "../../lib/model";
import { documents, repository } from "./documents";

/** The rows of the table of releases, each with a function that formats the facts of a release. */
const rows: Readonly<Record<string, (facts: ReleaseFacts) => string>> = {
  "name of the ISO": ({ imageNameOption }) => `\`${imageNameOption}\``,
  "installer tools": ({ hasToolSwitches }) => (hasToolSwitches ? "`system.tools`" : "packages"),
  "Lix package sets": ({ hasLixPackageSets }) => (hasLixPackageSets ? "`lixPackageSets`" : "only `lix`"),
  "Wi-Fi": ({ profileNetwork }) => profileNetwork,
  "systemd in stage 1": ({ systemdStage1 }) => systemdStage1,
  run0: ({ run0 }) => run0,
  "index of manual pages": ({ manCacheOption }) => `\`${manCacheOption.replace("documentation.man.", "")}\``,
  "root's SSH login in the profile": ({ rootLoginPriority }) => rootLoginPriority,
  "git in the profile": ({ profileEnablesGit }) => (profileEnablesGit ? "possibly" : "no"),
  "newest kernel for ZFS": ({ newestZfsKernel, evaluatedAsOf }) =>
    newestZfsKernel === undefined
      ? "not known"
      : evaluatedAsOf === undefined
        ? newestZfsKernel
        : `${newestZfsKernel} or later`,
};

const text = documents().find(({ name }) => name === "docs/constructs.md")?.text ?? "";

describe("table of releases", () => {
  it("has a column for each release", () => {
    expect(text).toContain(`| setting | ${releases.join(" | ")} |`);
  });

  it.each(Object.entries(rows))("shows the facts of each release: %s", (what, show) => {
    expect(text).toContain(`| ${what} | ${releases.map((release) => show(releaseFacts(release))).join(" | ")} |\n`);
  });

  it("lists the options that newer releases added", () => {
    const { missingOptions } = releaseFacts("24.05");
    const listed = missingOptions.map(({ option, since }) => `\`${option}\` (${since})`).join(", ");
    expect(text.replace(/\n/g, " ")).toContain(`Options added after 24.05: ${listed}.`);
  });
});

describe("table of evidence", () => {
  const page = documents().find(({ name }) => name === "docs/evaluated.md")?.text ?? "";
  const facts = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, fact = ""]) => fact);

  it("has a row for each fact that depends on the release", () => {
    expect(page).toContain(`| fact | ${releases.join(" | ")} |`);
    const independent = ["flakeReference", "evaluatedAsOf", "knowsItsName", "missingOptions"];
    const known = Object.keys(releaseFacts("unstable")).filter((fact) => !independent.includes(fact));
    expect([...facts].sort()).toEqual(
      known.filter((fact) => fact !== "newestZfsKernel" && fact !== "toolsInSystemBuild").sort(),
    );
  });

  it("shows how each fact is known", () => {
    for (const fact of facts) {
      expect(page).toContain(`| \`${fact}\` | ${releases.map((release) => evidenceOf(fact, release)).join(" | ")} |`);
    }
  });
});

describe("the newest stable release", () => {
  /** Documents about examples/lilith, which targets 24.05 by its context, and about moving from an earlier release. */
  const others =
    /^(?:README\.md|docs\/quick-start\.md|docs\/how-to\/upgrade\.md|docs\/lints\/|docs\/evaluated\.md|CHANGELOG\.md|examples\/)/;
  const named = /(?:\bNixpkgs\.release\("|nixpkgs\/nixos-|home-manager\/release-)(\d\d\.\d\d)\b/g;
  const releasesIn = (content: string): readonly string[] => [
    ...new Set([...content.matchAll(named)].map(([, release = ""]) => release)),
  ];

  it.each(documents().filter(({ name, text: content }) => !others.test(name) && releasesIn(content).length > 0))(
    "is that of samples in $name",
    ({ text: content }) => {
      expect(releasesIn(content)).toEqual([newestStableRelease]);
    },
  );

  it("is that of the first program in the README", () => {
    const readme = documents().find(({ name }) => name === "README.md")?.text ?? "";
    expect(readme).toContain(`Nixpkgs.release("${newestStableRelease}")`);
  });

  it("is that of the templates", () => {
    const directory = path.join(repository, "templates");
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts") && !name.includes("node_modules"),
    );
    const found = files.flatMap((name) => releasesIn(readFileSync(path.join(directory, name), "utf8")));
    expect([...new Set(found)]).toEqual([newestStableRelease]);
  });
});
