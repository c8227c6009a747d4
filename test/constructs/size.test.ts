import { Size } from "cdknix";

describe("Size", () => {
  it("is a number of bytes, printed in its original unit", () => {
    const sizes = [Size.bytes(1), Size.kibibytes(1.5), Size.mebibytes(700), Size.gibibytes(4), Size.tebibytes(2)];
    expect(sizes.map((size) => [String(size), size.toBytes()])).toEqual([
      ["1 bytes", 1],
      ["1.5 KiB", 1536],
      ["700 MiB", 734_003_200],
      ["4 GiB", 4_294_967_296],
      ["2 TiB", 2_199_023_255_552],
    ]);
    expect(sizes.map(({ issue }) => issue)).toEqual(sizes.map(() => undefined));
  });

  it.each([Size.mebibytes(-1), Size.bytes(Number.NaN), Size.gibibytes(Infinity), Size.tebibytes(1e9)])(
    "reports an invalid size: %s",
    (size) => {
      expect(size.issue).toMatchObject({ code: "size-impossible", value: String(size) });
    },
  );
});
