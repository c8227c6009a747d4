import { Flake, Host, IsoImage, nix, Nixpkgs, NixosModule } from "cdknix";
import { withFlakes } from "cdknix/terraform";
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { scratch } from "../platform/files/scratch";

beforeEach(() => {
  jest.spyOn(process, "cwd").mockReturnValue(scratch());
});

afterEach(() => {
  jest.restoreAllMocks();
});

function errors(app: cdktf.App): readonly string[] {
  try {
    app.synth();
  } catch (error) {
    return String(error)
      .replace(/TOKEN\.\d+/g, "TOKEN.n")
      .split(/error\[/)
      .slice(1);
  }
  return [];
}

describe.each([
  ["cdktf", cdktf],
  ["cdktn", cdktn as unknown as typeof cdktf],
])("values of %s in NixOS options", (_name, { App, Fn, Lazy, TerraformStack, TerraformVariable, Token }) => {
  const program = (config: (variable: cdktf.TerraformVariable) => Record<string, unknown>): cdktf.App => {
    const app = withFlakes(new App());
    const variable = new TerraformVariable(new TerraformStack(app, "stack"), "variable", {});
    const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("24.05") });
    const host = new Host(flake, "rescue", { system: "x86_64-linux" });
    new IsoImage(host, "image");
    new NixosModule(host, "settings", { config: config(variable) as never });
    return app;
  };

  it.each<[string, (variable: cdktf.TerraformVariable) => unknown, string]>([
    ["a string", ({ stringValue }) => stringValue, "it contains a Terraform value (${TfToken[TOKEN.n]}),"],
    [
      "a part of a string",
      ({ stringValue }) => `a${stringValue}b`,
      "it contains a Terraform value (${TfToken[TOKEN.n]}),",
    ],
    ["a call", ({ stringValue }) => Fn.upper(stringValue), "it contains a Terraform value (${TfToken[TOKEN.n]}),"],
    [
      "a template",
      ({ stringValue }) => nix.str`x ${stringValue}`,
      "it contains a Terraform value (${TfToken[TOKEN.n]}),",
    ],
    [
      "Nix source",
      ({ stringValue }) => nix.raw(`"${stringValue}"`),
      "it contains a Terraform value (${TfToken[TOKEN.n]}),",
    ],
    ["a number", ({ numberValue }) => numberValue, "it is a Terraform value,"],
    ["a number in a list", ({ value }) => Token.asNumberList(value), "it is a Terraform value,"],
    ["a number in a string", ({ numberValue }) => `port ${String(numberValue)}`, "it contains a Terraform value (-"],
    ["a list", ({ listValue }) => listValue, "it contains a Terraform value (#{TfToken[TOKEN.n]}),"],
    ["a map", ({ value }) => Token.asStringMap(value), "it contains a Terraform value (&{TfToken[TOKEN.n]}),"],
    ["a value without a token", ({ value }) => value, "it is a Terraform value,"],
    ["a lazy value", () => Lazy.anyValue({ produce: () => "x" }), "it is a Terraform value,"],
  ])("rejects %s", (_kind, value, expected) => {
    const found = errors(program((variable) => ({ environment: { variables: { P: value(variable) } } })));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
    expect(found[0]).toContain("which is known only when Terraform applies");
  });

  it("accepts texts and numbers that only look alike", () => {
    const variables = { A: "${TfToken}", B: "#{x}", C: "-8.2e+298", D: "1e+298", E: "${aws_instance.web.id}" };
    const numbers = { F: -8.109e297, G: -1.9e288, H: 8.2e298 };
    const settings = { systemd: { services: { x: { script: "echo ${TfToken[0]}", serviceConfig: numbers } } } };
    expect(errors(program(() => ({ environment: { variables }, ...settings })))).toEqual([]);
  });
});
