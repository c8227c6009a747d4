import { errorAreas } from "../../scripts/site/errors/error-areas";
import { documents } from "./documents";

/** The commands that install packages of Debian without fetching the package lists before, in the same block. */
function withoutLists(block: string): readonly string[] {
  const lines = block.split("\n");
  const first = lines.findIndex((line) => line.includes("apt-get update"));
  return lines.filter((line, at) => line.includes("apt-get install") && (first === -1 || first > at));
}

const blocks = documents().flatMap(({ name, text }) =>
  [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => ({ name, block })),
);
const examples = errorAreas.flatMap(({ entries }) =>
  entries.map(({ code, example }) => ({ name: `errors/${code}.md`, block: `${example.wrong}\n${example.right}` })),
);

describe("commands of apt in the documentation", () => {
  it("fetch the package lists first, which a fresh machine or container does not have", () => {
    const found = [...blocks, ...examples].filter(({ block }) => block.includes("apt-get install"));
    expect(found.length).toBeGreaterThan(8);
    expect(found.flatMap(({ name, block }) => withoutLists(block).map((line) => `${name}: ${line}`))).toEqual([]);
    expect(withoutLists("sudo apt-get install git\nsudo apt-get update")).toEqual(["sudo apt-get install git"]);
  });
});
