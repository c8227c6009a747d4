/** The sum of sizes, in their unit. */
export function totalSize(all: readonly { readonly size: number }[]): number {
  return all.reduce((sum, { size }) => sum + size, 0);
}
