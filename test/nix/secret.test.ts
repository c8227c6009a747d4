import { inspect } from "node:util";
import { isNixExpression, nix, printExpression, Secret, toExpression, type NixValue } from "../../lib/nix";

function written(value: NixValue): string {
  const converted = toExpression(value, ["config"]);
  return converted._tag === "Right"
    ? printExpression(converted.right)
    : converted.left.map(({ reason, fix }) => `${reason}: ${fix}`).join("\n");
}

describe("Secret", () => {
  it("becomes the path of the file on the running system", () => {
    expect(written({ a: Secret.named("wifi") })).toBe('{ a = "/run/cdknix/secrets/wifi"; }');
    expect(written(Secret.sops("wifi"))).toBe("config.sops.secrets.wifi.path");
    expect(written(Secret.age("wifi.key"))).toBe('config.age.secrets."wifi.key".path');
    expect(written(nix.str`-i ${Secret.named("key")} -v`)).toBe('"-i /run/cdknix/secrets/key -v"');
    expect(written(nix.force(Secret.named("key")))).toBe('lib.mkForce "/run/cdknix/secrets/key"');
    expect(isNixExpression(Secret.named("key"))).toBe(true);
  });

  it("is refused as text that was converted before the secret exists", () => {
    expect(written("Secret(later)")).toBe('"Secret(later)"');
    expect(String(Secret.named("later"))).toBe("Secret(later)");
    expect(written("Secret(later)")).toContain("was used in a JavaScript string");
  });

  it.each([
    ["a template", (secret: Secret) => `${secret}`], // eslint-disable-line @typescript-eslint/restrict-template-expressions
    ["String", (secret: Secret) => String(secret)],
    ["JSON", (secret: Secret) => JSON.parse(JSON.stringify(secret)) as string],
    ["console.log", (secret: Secret) => inspect(secret)],
    ["console.log of an object", (secret: Secret) => inspect({ secret }).replace(/^\{ secret: (.*) \}$/, "$1")],
    ["a join", (secret: Secret) => [secret].join(",")],
  ])("is shown as Secret(wifi) by %s", (_, text) => {
    for (const secret of [Secret.named("wifi"), Secret.sops("wifi"), Secret.age("wifi")]) {
      expect(text(secret)).toBe("Secret(wifi)");
    }
  });

  it("is refused in a string that it was converted to, at any depth", () => {
    const secret = Secret.named("shown");
    const fix = "pass it by itself, or write nix.str before the template: nix.str`…`";
    expect(written({ a: [`psk=${String(secret)}`] })).toBe(`Secret(shown) was used in a JavaScript string: ${fix}`);
    expect(written(JSON.stringify({ secret }))).toBe(`Secret(shown) was used in a JavaScript string: ${fix}`);
    expect(written({ [String(secret)]: 1 })).toContain("Secret(shown) was used in a JavaScript string");
    // Only a text that came from a secret is.
    expect(written("Secret(other)")).toBe('"Secret(other)"');
  });

  it.each([
    ["", "a secret's name consists of"],
    ["../etc/shadow", "a secret's name consists of"],
    [".hidden", "a secret's name consists of"],
    ["a b", "a secret's name consists of"],
    ["x".repeat(65), "a secret's name consists of"],
    [undefined as unknown as string, 'Secret.named requires the argument "name"'],
  ])("refuses the name %j", (name, reason) => {
    expect(written(Secret.named(name))).toContain(reason);
  });

  it.each([
    [{ owner: "a b" }, "the owner of Secret(a) is not the name of a user"],
    [{ group: 0 as unknown as string }, "the group of Secret(a) is not the name of a group"],
    [{ user: "nginx" } as never, 'a secret has no property "user"'],
    ["nginx" as never, 'the argument "props" of Secret.named must be an object'],
    [{ mode: "rw" }, "the mode of Secret(a) is not octal"],
    [{ mode: 0o400 as unknown as string }, "the mode of Secret(a) is not octal"],
  ])("refuses the properties %j", (props, reason) => {
    expect(written(Secret.named("a", props))).toContain(reason);
  });

  it("cannot be changed", () => {
    expect(() => {
      (Secret.named("a") as unknown as Record<string, unknown>).name = "b";
    }).toThrow(TypeError);
  });
});
