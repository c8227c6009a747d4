import { Flake, Host, HostClass, NixosModule, Nixpkgs } from "cdknix";
import { Construct } from "constructs";
import { program, reportOf } from "./support";

describe("a host, class, or flake in the scope of another", () => {
  it.each([
    ["a host in a host", ({ host }) => new Host(host, "inner", { system: "x86_64-linux" })],
    ["a host in a class", ({ iso }) => new Host(iso, "inner", { class: iso, system: "x86_64-linux" })],
    [
      "a host deeper in a host",
      ({ host }) => new Host(new Construct(host, "group"), "inner", { system: "x86_64-linux" }),
    ],
    ["a class in a host", ({ host }) => new HostClass(host, "inner")],
    ["a class in a class", ({ iso }) => new HostClass(iso, "inner")],
    [
      "a flake in a flake",
      ({ flake }) => new Flake(flake, "inner", { nixpkgs: Nixpkgs.release("24.05"), lockFile: "inner.lock" }),
    ],
  ] as const satisfies readonly (readonly [string, (given: ReturnType<typeof program>) => Construct])[])(
    "is rejected: %s",
    (_, make) => {
      const given = program();
      new NixosModule(make(given), "module", { config: { time: { timeZone: "UTC" } } });
      expect(reportOf(given.app)).toContain("error[nested-construct]");
    },
  );

  it("names the outer one, and the scope to use", () => {
    const { app, host } = program();
    new Host(host, "inner", { system: "x86_64-linux" });
    expect(
      reportOf(app)
        .split("\n\n")
        .find((text) => text.includes("nested")),
    ).toMatchInlineSnapshot(`
      "error[nested-construct]: dotfiles/lilith/inner: the Host is in the scope of the Host dotfiles/lilith
        value: dotfiles/lilith/inner
        why:   the modules of the inner one would also be those of the Host
        fix:   create it in the flake: new Host(flake, "inner", …)
        docs:  https://cdknix.example/errors/nested-construct"
    `);
  });

  it("accepts other constructs around it", () => {
    const { app, flake } = program();
    new Host(new Construct(flake, "group"), "inner", { system: "x86_64-linux" });
    expect(reportOf(app)).not.toContain("nested-construct");
  });
});
