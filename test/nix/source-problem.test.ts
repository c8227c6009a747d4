import { sourceProblem } from "../../lib/nix";

describe("sourceProblem", () => {
  it.each([
    ["This is prose, not a Nix file.", 'it begins with the word "This", which Nix does not know'],
    ["# A title\n\nSome prose.", 'it begins with the word "Some", which Nix does not know'],
    ["Note: this is prose.", 'it begins with the word "this", which Nix does not know'],
    ["#!/bin/sh\nset -e\n", 'it begins with the word "set", which Nix does not know'],
    ["const x = 1;", 'it begins with the word "const", which Nix does not know'],
    ["module.exports = {};", 'it begins with the word "module", which Nix does not know'],
    ['{ "name": "x" }', "it is JSON"],
    ["---\na: b\n", 'it begins with "---"'],
    ["[section]\n", 'it begins with "[section]"'],
    ["<html>", 'it begins with "<html>"'],
    ["https://example.org", 'it begins with "https://example.org"'],
    ["1. First", 'it begins with "1."'],
    ["", "it is empty"],
    ["# only a comment\n/* and another */", "it is empty"],
    ["a: b:", "it ends too early"],
    ["\0\0ELF", "it is not a text file"],
  ])("finds what is wrong with %j", (text, problem) => {
    expect(sourceProblem(text, "module")).toBe(problem);
  });

  it.each([
    "{ config, lib, pkgs, ... }: { }",
    "{ }",
    "{\n}",
    '{ "a b" = 1; }',
    "# comment\n/* comment */ args@{ pkgs, ... }: { }",
    "{ pkgs, ... }@args: { }",
    "args: { }",
    "a: b: a b",
    "_: { }",
    "let x = 1; in { }",
    "with builtins; { }",
    "assert true; { }",
    "if true then { } else { }",
    "rec { }",
    "import ./other.nix",
    "(import ./other.nix) { }",
    "builtins.trace 1 { }",
    "__trace 1 { }",
    "{ lib, ... }:\nlib.mkMerge [ ]",
    "config: config",
  ])("accepts %j", (text) => {
    expect(sourceProblem(text, "module")).toBeUndefined();
  });

  it.each(["[ 1 2 ]", '"text"', "1.5", "''text''", "./x.nix", "-1"])("accepts the expression %j", (text) => {
    expect(sourceProblem(text, "expression")).toBeUndefined();
    expect(sourceProblem(text, "module")).toMatch(/^it begins with /);
  });
});
