import { hasRelativePath } from "../../../../lib/platform/nix/explain/explain-option";

describe("Nix source that refers to files next to it", () => {
  it.each(["import ./strings.nix", "[ ../default.nix ]", "# nothing\nx = ./a;", "/* nothing */ ./a"])(
    "%s",
    (source) => {
      expect(hasRelativePath(source)).toBe(true);
    },
  );
});

describe("Nix source that does not", () => {
  it.each([
    "inherit (lib) strings;",
    "a / b",
    // As in the documentation of `importApply` in lib/modules.nix since NixOS 24.11.
    "/**\n    imports = [ (lib.modules.importApply ./module.nix { bar = bar; }) ];\n*/\n{ }",
    "  # such as ./module.nix\n{ }",
    "x: x # see ../default.nix",
  ])("%s", (source) => {
    expect(hasRelativePath(source)).toBe(false);
  });
});
