const largest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);

/** The smallest double with full precision: Nix's lexer rejects literals below it. */
const smallestNormal = 2 ** -1022;

/** Half of the exponent of the smallest subnormal double, so that multiplying by it twice is exact. */
const halfwayToSubnormal = 2 ** -537;

/** Whether an integer fits in the 64 bits of a Nix integer. */
export function fitsNixInteger(value: number | bigint): boolean {
  return typeof value === "bigint" ? value >= smallest && value <= largest : Number.isSafeInteger(value);
}

/**
 * The source of an integer. The smallest one is a difference, because `-` is an operator and its operand would be too
 * large.
 */
export function integerText(value: number | bigint): string {
  if (typeof value === "bigint" && value === smallest) return `(${String(smallest + 1n)} - 1)`;
  return Object.is(value, -0) ? "0" : value.toString();
}

/**
 * The source of a double that Nix parses to the same double. Nix requires a decimal point and digits before the
 * exponent, has no literal for negative zero, and rejects subnormal ones; both are written as exact products.
 */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return "(0.0 * -1)";
  if (value !== 0 && Math.abs(value) < smallestNormal) {
    const half = literal(halfwayToSubnormal);
    // Two exact steps: the intermediate number is normal, and the result is representable.
    return `(${literal(value / halfwayToSubnormal / halfwayToSubnormal)} * ${half} * ${half})`;
  }
  return literal(value);
}

function literal(value: number): string {
  const text = value.toString();
  const exponent = text.indexOf("e");
  const mantissa = exponent < 0 ? text : text.slice(0, exponent);
  const rest = exponent < 0 ? "" : text.slice(exponent).replace("+", "");
  return (mantissa.includes(".") ? mantissa : `${mantissa}.0`) + rest;
}
