import { causesOf, thrownMessage } from "../../../lib/project/program/thrown-value";

const shown = (thrown: unknown): readonly (string | undefined)[] => [thrownMessage(thrown), causesOf(thrown)];

describe("what a program threw", () => {
  it("is shown with all causes of an error", () => {
    const connect = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    expect(shown(new Error("outer", { cause: new TypeError("fetch failed", { cause: connect }) }))).toEqual([
      "outer",
      "TypeError: fetch failed; connect ECONNREFUSED 127.0.0.1:1",
    ]);
    expect(shown(new Error("outer", { cause: "a reason" }))).toEqual(["outer", "a reason"]);
    expect(shown(new Error("outer", { cause: { code: 5 } }))).toEqual(["outer", "{ code: 5 }"]);
    expect(shown(new Error("alone"))).toEqual(["alone", undefined]);
  });

  it("is shown with all errors of an AggregateError", () => {
    const many = new AggregateError([new Error("first"), new RangeError("second")], "no mirror works");
    expect(shown(many)).toEqual(["AggregateError: no mirror works", "first; RangeError: second"]);
    expect(shown(new AggregateError([new Error("only")]))).toEqual(["AggregateError", "only"]);
    const all = new AggregateError(Array.from({ length: 9 }, (_, index) => new Error(String(index))));
    expect(causesOf(all)).toBe("0; 1; 2; 3; 4");
  });

  it("is shown if it is no error", () => {
    expect(shown({ code: 5, why: "x" })).toEqual(["the program threw { code: 5, why: 'x' }", undefined]);
    expect(shown({ message: "from another library" })).toEqual(["from another library", undefined]);
    expect(shown(undefined)).toEqual(["the program threw undefined", undefined]);
    expect(shown("text")).toEqual(["the program threw text", undefined]);
    expect(thrownMessage(Object.create(null))).toBe("the program threw [Object: null prototype] {}");
  });

  it("ends if causes are cyclic", () => {
    const error = new Error("a");
    error.cause = new Error("b", { cause: error });
    expect(causesOf(error)).toBe("b");
  });
});
