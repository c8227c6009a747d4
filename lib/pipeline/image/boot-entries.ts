/** An entry of a boot menu. */
export interface BootEntry {
  readonly title: string;
  /** The menu's file on the ISO. */
  readonly file: string;
  /** The boot loader that shows it. */
  readonly loader: "grub" | "isolinux";
  /** The kernel's file on the ISO; null if the entry boots no kernel from it. */
  readonly kernel: string | null;
  /** The initrd's file on the ISO; null if there is none. */
  readonly initrd: string | null;
  /** Kernel command line. */
  readonly parameters: string;
}

/** Boot menu files on ISOs of NixOS and the offline base. */
const menus: readonly { readonly path: RegExp; readonly read: (text: string) => readonly Read[] }[] = [
  { path: /^\/(?:boot\/grub|EFI\/boot)\/grub\.cfg$/i, read: grubEntries },
  { path: /^\/isolinux\/isolinux\.cfg$/i, read: isolinuxEntries },
];

type Read = Omit<BootEntry, "file">;

/** Whether a file on an ISO is a boot menu. */
export function isBootMenu(path: string): boolean {
  return menus.some((menu) => menu.path.test(path));
}

/** The entries of a boot menu, in order. */
export function bootEntries(file: string, text: string): readonly BootEntry[] {
  const menu = menus.find(({ path }) => path.test(file));
  return (menu?.read(text) ?? []).map((entry) => ({ ...entry, file }));
}

/** Parses a GRUB menu; entries of submenus are included. Variables are not expanded. */
function grubEntries(text: string): readonly Read[] {
  const entries: Read[] = [];
  for (const line of text.split("\n")) {
    const [, plain, quoted] = /^\s*menuentry\s+(?:'([^']*)'|"((?:\\.|[^"\\])*)")/.exec(line) ?? [];
    const title = plain ?? quoted?.replaceAll(/\\([\\$"`])/g, "$1");
    if (title !== undefined) {
      entries.push({ title: title.trim(), loader: "grub", kernel: null, initrd: null, parameters: "" });
    }
    const last = entries.pop();
    if (last !== undefined) entries.push(withGrubCommand(last, line));
  }
  return entries;
}

function withGrubCommand(entry: Read, line: string): Read {
  const [, command, file = "", rest = ""] = /^\s*(linux|initrd)\s+(\S+)(.*)$/.exec(line) ?? [];
  if (command === undefined) return entry;
  return command === "linux"
    ? { ...entry, kernel: file, parameters: normalizeSpaces(rest) }
    : { ...entry, initrd: file };
}

/** Parses an ISOLINUX menu. The entry that `DEFAULT` names is one of the entries. */
function isolinuxEntries(text: string): readonly Read[] {
  const entries: Read[] = [];
  for (const line of text.split("\n")) {
    const [, keyword = "", value = ""] = /^\s*(MENU LABEL|\S+)\s+(.*\S)\s*$/i.exec(line) ?? [];
    const last = entries.at(-1);
    if (/^label$/i.test(keyword)) {
      entries.push({ title: value, loader: "isolinux", kernel: null, initrd: null, parameters: "" });
    } else if (last !== undefined) {
      entries[entries.length - 1] = withIsolinuxCommand(last, keyword.toLowerCase(), value);
    }
  }
  return entries;
}

function withIsolinuxCommand(entry: Read, keyword: string, value: string): Read {
  switch (keyword) {
    case "menu label":
      return { ...entry, title: value };
    case "linux":
    case "kernel":
      return { ...entry, kernel: value };
    case "initrd":
      return { ...entry, initrd: value };
    case "append":
      return { ...entry, parameters: normalizeSpaces(value) };
    default:
      return entry;
  }
}

/** Normalizes whitespace to single spaces. */
function normalizeSpaces(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
