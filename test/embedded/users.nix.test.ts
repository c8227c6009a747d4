import { OfflineBase } from "./evaluate";

let base: OfflineBase;

beforeAll(async () => {
  base = await OfflineBase.make();
});

const many = (what: string, count: number, value: string): string =>
  `{ users.${what} = lib.genAttrs (map (n: "many-\${toString n}") (lib.range 1 ${String(count)})) (_: ${value}); }`;
const normal = "{ isNormalUser = true; }";
const system = '{ isSystemUser = true; group = "nogroup"; }';

describe("the users of an image of the offline base", () => {
  const ids = async (file: string, module: string): Promise<readonly number[]> => {
    const text = String(await base.evaluate("25.05", module, `c.environment.etc.${file}.text`));
    const entries = text.split("\n").filter((line) => line.startsWith("many-"));
    return entries.map((line) => Number(line.split(":")[2]));
  };

  it.each([
    ["passwd", many("users", 250, normal), 250, 1000],
    ["passwd", many("users", 250, system), 250, 400],
    ["group", many("groups", 250, "{ }"), 250, 400],
  ])("have different IDs in %s", async (file, module, count, first) => {
    const found = await ids(file, module);
    expect(new Set(found).size).toBe(count);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(first);
    expect(Math.max(...found)).toBeLessThan(first + count + 5);
  });

  it.each([
    ["passwd", many("users", 601, system), /users\.users\.many-\d+\.uid: all UIDs from 400 to 999 are in use; set /],
    ["group", many("groups", 601, "{ }"), /users\.groups\.many-\d+\.gid: all GIDs from 400 to 999 are in use; set /],
  ])("are rejected if no ID is left in %s", async (file, module, message) => {
    expect(await base.evaluate("25.05", module, `c.environment.etc.${file}.text`)).toMatch(message);
  });
});
