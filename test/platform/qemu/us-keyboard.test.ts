import { keysFor } from "../../../lib/platform/qemu/console/us-keyboard";

describe("keysFor", () => {
  it("maps every printable ASCII character and Enter to keys", () => {
    const characters = `\n${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")}`;
    const combinations = characters.split("").map((character) => keysFor(character).join("+"));
    expect(new Set(combinations).size).toBe(96);
    expect(combinations).not.toContain("");
  });

  it.each([
    ["a", ["a"]],
    ["A", ["shift", "a"]],
    ["~", ["shift", "grave_accent"]],
    ["\n", ["ret"]],
  ])("maps %j to the keys %j", (character, keys) => {
    expect(keysFor(character)).toEqual(keys);
  });

  it("rejects a character that a US keyboard lacks", () => {
    expect(() => keysFor("ä")).toThrowErrorMatchingInlineSnapshot(`
      "a US keyboard cannot type "ä"
        fix: use printable ASCII and \\n
        docs: https://cdknix.example/errors/no-key"
    `);
  });
});
