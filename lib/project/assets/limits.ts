import type { AssetProblem, AssetRequest } from "../../model";

/** Limits of one copy. */
export interface Limits {
  readonly files: number;
  readonly bytes: number;
}

const defaultFiles = 10_000;
const defaultBytes = 100 * 1024 ** 2;

/** The limits of a request. */
export function limitsOf({ maxFiles, maxBytes }: AssetRequest): Limits {
  return { files: maxFiles ?? defaultFiles, bytes: maxBytes ?? defaultBytes };
}

/** Sizes in bytes by relative path. */
export type Sizes = ReadonlyMap<string, number>;

/**
 * The problem with what is copied if it exceeds a limit.
 * @param subject the file or directory, as the program names it
 * @param isPartial whether there are more files than these
 */
export function limitProblem(
  subject: string,
  sizes: Sizes,
  { files, bytes }: Limits,
  isPartial: boolean,
): AssetProblem | undefined {
  if (sizes.size > files) {
    const { name, weight } = heaviest([...sizes.keys()].map((each) => [each, 1] as const));
    const most = name === undefined ? "" : `, most of them in ${name} (${count(weight)})`;
    const known = isPartial ? `more than ${count(sizes.size - (sizes.size % files))}` : count(sizes.size);
    const limit = isPartial ? "raise maxFiles" : `raise the limit: { maxFiles: ${String(roundedUp(sizes.size))} }`;
    return {
      subject,
      reason: `it has ${known} files${most}; the limit is ${count(files)}`,
      fix: `name a smaller directory, let git ignore files, or ${limit}`,
    };
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (total <= bytes) return undefined;
  const { name, weight } = heaviest([...sizes]);
  const most = name === undefined || sizes.size === 1 ? "" : `, most of it in ${name} (${sizeText(weight)})`;
  return {
    subject,
    reason: `it has ${sizeText(total)}${most}; the limit is ${sizeText(bytes)}`,
    fix: `copy less, or raise the limit: { maxSize: Size.mebibytes(${String(roundedUp(total / 1024 ** 2))}) }`,
  };
}

/** The deepest directory, or the file, that has more than half of the total weight; otherwise the heaviest at the top. */
function heaviest(weights: readonly (readonly [path: string, weight: number])[]): {
  readonly name: string | undefined;
  readonly weight: number;
} {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let found: { readonly name: string | undefined; readonly weight: number } = { name: undefined, weight: total };
  for (let inside = weights; ;) {
    const below = new Map<string, number>();
    const prefix = found.name === undefined ? "" : `${found.name}/`;
    for (const [path, weight] of inside) {
      const end = path.indexOf("/", prefix.length);
      const child = end < 0 ? path : path.slice(0, end);
      below.set(child, (below.get(child) ?? 0) + weight);
    }
    const [name, weight] = [...below].reduce((left, right) => (right[1] > left[1] ? right : left), ["", 0]);
    if (name === found.name || weight === 0 || (found.name !== undefined && weight <= total / 2)) return found;
    if (weight === 1 && inside.length > 1) return found;
    found = { name, weight };
    inside = inside.filter(([path]) => path === name || path.startsWith(`${name}/`));
    if (inside.some(([path]) => path === name)) return found;
  }
}

const count = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
const mebibyte = 1024 ** 2;

function sizeText(bytes: number): string {
  if (bytes >= mebibyte) return `${count(Math.ceil(bytes / mebibyte))} MiB`;
  return bytes >= 1024 ? `${count(Math.ceil(bytes / 1024))} KiB` : `${count(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;
}

/** Two significant digits, rounded up: a limit that leaves room. */
function roundedUp(number: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(number)) - 1);
  return Math.ceil(number / unit) * unit;
}
