import { checkProse } from "../../scripts/prose/check-prose";

const check = (file: string, text: string): readonly string[] =>
  checkProse(file, text).map(
    ({ line, column, found, instead }) => `${String(line)}:${String(column)}: "${found}": write ${instead}`,
  );
const markdown = (text: string) => check("page.md", text);
const typescript = (text: string) => check("file.ts", text);

describe("the prose linter", () => {
  it("reports position, wording, and replacement", () => {
    expect(markdown("# Errors\n\nEach mistake is told with its line.\n")).toEqual([
      '3:17: "told": write report, print, show, or warn',
    ]);
  });

  it("finds a phrase that continues on the next line", () => {
    expect(markdown("It is used in the\nplace of nixpkgs.\n")).toEqual(['1:12: "in the place of": write instead of']);
    expect(typescript("  // Used in the\n  // place of nixpkgs.\n")).toEqual([
      '1:11: "in the place of": write instead of',
    ]);
    expect(typescript("/**\n * Used in the\n * place of nixpkgs.\n */\nconst a = 1;\n")).toEqual([
      '2:9: "in the place of": write instead of',
    ]);
  });

  it("reports the longer of two phrases in one place", () => {
    expect(markdown("It takes the place of the flake.\n")).toEqual(['1:4: "takes the place of": write replace']);
  });

  it("accepts headings that name a task or a noun, and questions", () => {
    expect(markdown("# What goes where\n\n## Exit codes\n\n## Add an SSH key\n\n## What is an overlay?\n")).toEqual([
      '1:3: "What": write a task or a noun that a reader searches for',
    ]);
  });

  it.each([
    ["What a shell reads.", true],
    ["The build fails. What is missing is reported.", true],
    ["What does it cost? Nothing.", false],
    ["The table shows what each option does.", false],
    ["What's new in this version.", false],
  ])("finds noun clauses that start a sentence: %s", (text, found) => {
    expect(markdown(`${text}\n`).length > 0).toBe(found);
  });

  it.each([
    ["colours", "colors"],
    ["Licences", "licenses"],
    ["unrecognised", "unrecognized"],
    ["behaviour", "behavior"],
    ["synthesised", "synthesized"],
    ["grey", "gray"],
    ["analysed", "analyzed"],
  ])("finds the British spelling %s", (british, american) => {
    expect(markdown(`The ${british}.\n`)).toEqual([`1:5: "${british}": write the American spelling, "${american}"`]);
    expect(typescript(`const a = { b: "${british}" };\n`)).toHaveLength(1);
  });

  it("accepts American words that look British", () => {
    expect(markdown("The programmer analyses parameters; synthesis, optimism, and specialists fulfill it.\n")).toEqual(
      [],
    );
  });

  it("accepts text that is laid out, and words that contain a pattern", () => {
    expect(markdown("The printer lays lists out, besides an overlay of beside-the-point names.\n")).toEqual([]);
  });
});

describe("the prose linter in Markdown", () => {
  it("skips code, addresses, and comments", () => {
    const text = [
      "Run `told` or ``tell `x` ``, see [the page](told.md#tells) and <https://told.example>.",
      "<!-- told -->",
      "```sh",
      "tell",
      "```",
      "",
      "    tell",
      "",
      "[told]: https://example.org/told",
    ].join("\n");
    expect(markdown(text)).toEqual([]);
  });

  it("does not join words around code", () => {
    expect(markdown("It is in the `x` place of `y`.\n")).toEqual([]);
  });

  it("reads list items, table cells, link texts, and front matter", () => {
    const text = [
      "---",
      "details: Mistakes are told",
      "---",
      "",
      "- one",
      "- What is two",
      "",
      "| option | what it does |",
      "| --- | --- |",
      "| `told` | tells **all** |",
      "",
      "[All that is told](a.md)",
    ].join("\n");
    expect(markdown(text).map((finding) => finding.split(" write")[0])).toEqual([
      '2:23: "told":',
      '6:3: "What":',
      '10:12: "tells":',
      '12:14: "told":',
    ]);
  });
});

describe("the prose linter in TypeScript", () => {
  it("reads line comments, block comments, docstrings, and each tag", () => {
    const text = [
      "// Told first.",
      "/* Told second. */",
      "/**",
      " * Told third, see {@link told} and `told`.",
      " * @param told what is told",
      " * @returns whatever fits",
      " * @example",
      ' * print("told");',
      " */",
      "export const told = 1; // told fourth",
    ].join("\n");
    expect(typescript(text).map((finding) => finding.split(" write")[0])).toEqual([
      '1:4: "Told":',
      '2:4: "Told":',
      '4:4: "Told":',
      '5:16: "what":',
      '5:24: "told":',
      '6:13: "whatever":',
      '10:27: "told":',
    ]);
  });

  it("skips directives for other tools", () => {
    expect(
      typescript("// eslint-disable-next-line told\n/* eslint-disable tells */\n// @ts-expect-error told\n"),
    ).toEqual([]);
  });

  it("reads strings, templates, and what `+` joins, but no imports, keys, or code in templates", () => {
    const text = [
      'import told from "is told";',
      'const a = { told: "is told" };',
      'const b = "in the " +\n  "place of" + told("is told");',
      "const c = `in the ${x} place of ${told(`is told`)} and told\\nanew`;",
      'const d = "told";',
    ].join("\n");
    expect(typescript(text).map((finding) => finding.split(" write")[0])).toEqual([
      '2:23: "told":',
      '3:12: "in the " + "place of":',
      '4:25: "told":',
      '5:44: "told":',
      '5:56: "told":',
      '5:62: "anew":',
    ]);
  });
});
