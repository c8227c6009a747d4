import { App, Flake, Nixpkgs, type Release } from "cdknix";
import { reportOf } from "./support";

function report(work: (flake: Flake) => void): string {
  const app = new App();
  work(new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05") }));
  return reportOf(app);
}

function reportFor(reference: string, release: Release, context = {}): string {
  const app = new App({ context });
  new Flake(app, "images", { nixpkgs: Nixpkgs.ref(reference, { release }) });
  return reportOf(app);
}

describe("the reference of an input", () => {
  it.each(
    ["./mine", "../mine", ".", "..", "~/mine", "path:../x", "path:x", "path:./x?dir=a", "path:~/x", "path:"].concat([
      "git+file:./x",
      "git+file://./x",
      "file:x.tar.gz",
      "tarball+file:../x.tar.gz",
      "./mine?dir=a",
      ".#x",
    ]),
  )("is not the relative path %s", (url) => {
    const expected = 'error[flake-reference]: images: the URL of the input "mine" is a relative path';
    expect(
      report((flake) => {
        flake.addInput("mine", url);
      }),
    ).toContain(expected);
    expect(
      report((flake) => {
        flake.addInput("mine", { url, flake: false });
      }),
    ).toContain(expected);
    expect(reportFor(url, "25.05")).toContain(
      "error[flake-reference]: images: the flake reference of nixpkgs is a relative path",
    );
  });

  it.each(
    ["github:me/mine", "nixpkgs", "nixpkgs/nixos-25.05", "flake:mine", "path:/mine", "path:///mine", "/mine"].concat([
      "git+file:///mine?ref=main",
      "git+file:/mine",
      "git+ssh://git@example.org/a/b",
      "file:///mine.tar.gz",
      "https://example.org/.x.tar.gz",
      "tarball+file:///mine.tar.gz",
      "path://localhost/mine",
    ]),
  )("may be %s", (url) => {
    expect(
      report((flake) => {
        flake.addInput("mine", url);
      }),
    ).not.toContain("flake-reference");
  });

  it("is not empty, and has no spaces", () => {
    expect(
      report((flake) => {
        flake.addInput("mine", "");
      }),
    ).toContain('the URL of the input "mine" is empty');
    expect(
      report((flake) => {
        flake.addInput("mine", "github:me/my mine");
      }),
    ).toContain("contains a space");
    expect(reportFor("", "25.05")).toContain("the flake reference of nixpkgs is empty");
  });
});

it("rejects an input named self, at the line that adds it", () => {
  const found = report((flake) => {
    flake.addInput("self", "github:me/mine");
  });
  expect(found).toContain('error[flake-reference]: images: an input cannot be named "self"');
});

describe("the branch in a reference of nixpkgs", () => {
  it.each<readonly [string, Release, boolean]>([
    ["github:NixOS/nixpkgs/nixos-24.05", "25.05", true],
    ["github:me/nixpkgs/nixos-24.05-small", "25.05", true],
    ["github:NixOS/nixpkgs?ref=release-24.05", "25.05", true],
    ["nixpkgs/nixos-25.11", "25.05", true],
    ["https://nixos.org/channels/nixos-24.05/nixexprs.tar.xz", "25.05", true],
    ["github:NixOS/nixpkgs/nixos-unstable", "25.05", true],
    ["github:NixOS/nixpkgs/nixos-24.05", "unstable", true],
    ["github:NixOS/nixpkgs/nixos-24.05", "24.05", false],
    ["github:NixOS/nixpkgs/nixos-unstable", "unstable", false],
    ["github:NixOS/nixpkgs/nixos-unstable", "26.11", false],
    ["github:NixOS/nixpkgs/nixpkgs-unstable", "26.05", false],
    ["github:NixOS/nixpkgs/nixos-26.11", "unstable", false],
    ["github:NixOS/nixpkgs/nixos-27.05", "26.11", false],
    ["github:me/nixpkgs/fix-nixos-24.05", "25.05", false],
    ["github:me/nixos-24.05-fork/main", "25.05", false],
    ["github:NixOS/nixpkgs/35469fe84", "25.05", false],
  ])("of %s is compared with the release %s", (reference, release, isWrong) => {
    expect(reportFor(reference, release).includes("release-differs")).toBe(isWrong);
  });

  it("is not compared if the release is set for one run", () => {
    const context = { "cdknix:release": "26.05" };
    expect(reportFor("github:NixOS/nixpkgs/nixos-unstable", "unstable", context)).not.toContain("release-differs");
  });
});
