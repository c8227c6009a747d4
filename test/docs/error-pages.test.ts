import { readFileSync } from "node:fs";
import * as path from "node:path";
import { lints } from "../../lib/constructs/lints";
import { targetKinds } from "../../lib/platform/block-device/target-kinds";
import { isFailure } from "../../lib/platform/failure";
import { errorAreas } from "../../scripts/site/errors/error-areas";
import type { Problem } from "../../scripts/site/errors/error-entry";
import { errorPages, printed } from "../../scripts/site/errors/error-pages";
import { onlyInTests } from "../../scripts/site/errors/virtual-machine-errors";
import { repository } from "./documents";
import { codesInSources } from "./error-codes";

// All pages take a second on a quiet machine, and much longer on a busy one.
jest.setTimeout(60_000);

const entries = errorAreas.flatMap((area) => area.entries);
const lintCodes = new Set(lints.map(({ code }) => code));
const found = codesInSources();
const ofMachine = [...new Set(found.filter(({ isOfMachine }) => isOfMachine).map(({ code }) => code))];

/** The codes that are joined from parts. A new one must be added here with all its values. */
const joined: Readonly<Record<string, readonly string[]>> = {
  "device-${kind}": targetKinds.map((kind) => `device-${kind}`),
  "vm-${code}": ofMachine.filter((code) => !onlyInTests.includes(code)).map((code) => `vm-${code}`),
};

const codes = new Set(found.flatMap(({ code, isTemplate }) => (isTemplate ? (joined[code] ?? []) : [code])));

describe("the codes in lib", () => {
  it("are found in all their forms", () => {
    expect([...codes]).toEqual(
      expect.arrayContaining([
        ...["annotation", "validation", "host-name", "ssh-key-malformed", "program-threw", "device-permission"],
        ...["flake-not-fetched", "device-held", "device-removable", "no-ssh", "vm-no-ssh", "zfs-kernel"],
      ]),
    );
  });

  it("that are joined from parts are known with their values", () => {
    expect([...new Set(found.filter(({ isTemplate }) => isTemplate).map(({ code }) => code))].sort()).toEqual(
      Object.keys(joined),
    );
  });

  it.each([...codes].filter((code) => !lintCodes.has(code)).sort())("have exactly one page: %s", (code) => {
    const places = found.filter((each) => each.code === code).map(({ at }) => at);
    const pages = entries.filter((entry) => entry.code === code);
    // To add a page, add an entry to one of the lists in scripts/site/errors.
    expect({ code, places, pages: pages.length }).toEqual({ code, places, pages: 1 });
  });

  it("of errors that only Nix finds are in the table of docs/errors.md", () => {
    const ofNix = found.filter(({ at }) => at.startsWith("lib/attribution/")).map(({ code }) => code);
    const [, section = ""] =
      /^## Nix errors$(.*?)^## /ms.exec(readFileSync(path.join(repository, "docs/errors.md"), "utf8")) ?? [];
    const listed = [...section.matchAll(/`([a-z-]+)`(?=, `|,? [`|])/g)].map(([, code = ""]) => code);
    expect([...new Set(listed)].sort()).toEqual([...new Set(ofNix)].sort());
  });

  it("of lints have the page of the lint, and no other", () => {
    expect(entries.filter(({ code }) => lintCodes.has(code))).toEqual([]);
  });
});

const fieldsOf = (problem: Problem): { readonly reason?: string | undefined; readonly fix?: string | undefined } => {
  if (isFailure(problem)) return problem.issues?.[0] ?? problem;
  return problem instanceof Error ? problem.props : problem;
};

describe("an error page", () => {
  it.each(entries)("is about a code of lib, and shows messages with this code: $code", async ({ code, samples }) => {
    expect(codes).toContain(code);
    const problems = await samples();
    expect(problems.map((problem) => problem.code)).toEqual(problems.map(() => code));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(printed).join("\n")).not.toMatch(/\[object |cdknix-sample-/);
  });

  it.each(entries)("states why the error occurs, and how to fix it: $code", async ({ samples, why, fix }) => {
    const fields = (await samples()).map(fieldsOf);
    expect(why ?? fields.every(({ reason }) => reason !== undefined)).toBeTruthy();
    expect(fix ?? fields.every((each) => each.fix !== undefined)).toBeTruthy();
  });

  it.each(entries.filter(({ issuesWhenRight }) => issuesWhenRight !== undefined))(
    "has right lines without a problem: $code",
    ({ issuesWhenRight }) => {
      expect(issuesWhenRight?.()).toEqual([]);
    },
  );

  it("is in the index, with a sentence", async () => {
    const [index, ...pages] = await errorPages();
    expect(pages.map(({ file }) => file)).toEqual(entries.map(({ code }) => `errors/${code}.md`));
    for (const { code } of entries) expect(index?.text).toContain(`| [\`${code}\`](./${code}.md) | `);
    for (const code of lintCodes) expect(index?.text).toContain(`](../lints/${code}.md)`);
  });
});
