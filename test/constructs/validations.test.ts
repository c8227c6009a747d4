import { Aspects } from "cdknix";
import { program, reportOf } from "./support";

const reportWith = (validation: unknown): string => {
  const { app, iso } = program();
  iso.node.addValidation(validation as never);
  return reportOf(app);
};

describe("node.addValidation", () => {
  it.each([
    ["a number in the list", { validate: () => [5] }, "value: 5"],
    ["a promise", { validate: () => Promise.resolve(["late"]) }, "value: an instance of Promise"],
    ["a rejected promise", { validate: () => Promise.reject(new Error("late")) }, "value: an instance of Promise"],
    ["nothing", { validate: () => undefined }, "value: undefined"],
    ["a function", () => [], "value: a function"],
    ["undefined", undefined, "value: undefined"],
  ])("rejects %s, with the construct", (_, validation, value) => {
    const report = reportWith(validation);
    expect(report).toContain("error[validation-invalid]: dotfiles/iso: ");
    expect(report).toContain(value);
  });

  it("reports messages, and accepts a single one", () => {
    expect(reportWith({ validate: () => ["wrong"] })).toContain("error[validation]: dotfiles/iso: wrong");
    expect(reportWith({ validate: () => "wrong" })).toContain("error[validation]: dotfiles/iso: wrong");
    expect(reportWith({ validate: () => [] })).not.toContain("error[");
  });
});

describe("an aspect", () => {
  it("is rejected if it is async, once", () => {
    const { app, flake } = program();
    const visit: () => unknown = () => Promise.reject(new Error("late"));
    Aspects.of(flake).add({ visit: visit });
    const report = reportOf(app);
    expect(report.match(/aspect-async\]/g)).toHaveLength(1);
    expect(report).toContain("error[aspect-async]: dotfiles: the method visit of an aspect is async");
  });
});
