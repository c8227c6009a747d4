import { optionTree } from "../declarations/option-tree";
import { splitOptionName } from "../declarations/option-declaration";
import { optionTable, type OptionTable, type TableNode } from "./option-table";
import typesByOption from "./types-in-virtual-machines.json";

/**
 * A table with the options of virtual machines that `nixos-rebuild build-vm` builds, which are not among those of a system.
 * Source: nixos/modules/virtualisation/qemu-vm.nix of NixOS 24.05 and 26.11, evaluated.
 */
export function withVirtualMachineOptions(table: OptionTable): OptionTable {
  const declarations = Object.entries(typesByOption).map(([name, type]) => ({
    path: ["virtualisation", ...splitOptionName(name)],
    type,
    isReadOnly: false,
    isHidden: false,
  }));
  const added = optionTable(optionTree(declarations), table);
  const offset = table.types.length;
  return {
    ...table,
    types: [...table.types, ...added.types],
    root: { below: merged(table.root.below, added.root.below ?? {}, offset) },
  };
}

function merged(
  known: TableNode["below"] = {},
  added: NonNullable<TableNode["below"]>,
  offset: number,
): TableNode["below"] {
  const below = Object.assign(Object.create(null), known) as Record<string, TableNode>;
  for (const [name, node] of Object.entries(added)) {
    const own = below[name];
    const type = own?.type ?? (node.type === undefined ? undefined : node.type + offset);
    const inside = node.below === undefined ? own?.below : merged(own?.below, node.below, offset);
    below[name] = { ...(type === undefined ? {} : { type }), ...(inside === undefined ? {} : { below: inside }) };
  }
  return below;
}
