/** NixOS's functions for priorities, as in nixpkgs' lib/modules.nix. */
const priorities: Readonly<Record<number, string>> = {
  10: "mkVMOverride",
  50: "mkForce",
  60: "mkImageMediaOverride",
  1000: "mkDefault",
  1500: "mkOptionDefault",
};

const orders: Readonly<Record<number, string>> = { 500: "mkBefore", 1500: "mkAfter" };

/** The function that gives a priority; undefined where only its number says it. */
export function priorityName(priority: number): string | undefined {
  return priorities[priority];
}

/** The function that gives an order. */
export function orderName(order: number): string {
  return orders[order] ?? `mkOrder ${String(order)}`;
}
