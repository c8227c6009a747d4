/** An entry of a boot menu. */
export interface BootEntry {
  readonly title: string;
  /** File on the ISO that it is of. */
  readonly file: string;
  /** Which boot loader shows it. */
  readonly loader: "grub" | "isolinux";
  /** File on the ISO; null when it boots no kernel of it. */
  readonly kernel: string | null;
  /** File on the ISO; null when there is none. */
  readonly initrd: string | null;
  /** Command line of the kernel. */
  readonly parameters: string;
}

/** Files on an ISO that have a boot menu, as NixOS and the offline base name them. */
const menus: readonly { readonly path: RegExp; readonly read: (text: string) => readonly Read[] }[] = [
  { path: /^\/(?:boot\/grub|EFI\/boot)\/grub\.cfg$/i, read: grubEntries },
  { path: /^\/isolinux\/isolinux\.cfg$/i, read: isolinuxEntries },
];

type Read = Omit<BootEntry, "file">;

/** Whether a file on an ISO has a boot menu. */
export function isBootMenu(path: string): boolean {
  return menus.some((menu) => menu.path.test(path));
}

/** The entries of a boot menu, in their order. */
export function bootEntries(file: string, text: string): readonly BootEntry[] {
  const menu = menus.find(({ path }) => path.test(file));
  return (menu?.read(text) ?? []).map((entry) => ({ ...entry, file }));
}

/** Of a menu of GRUB; those of submenus stand among the others. Variables stay as they are written. */
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
  return command === "linux" ? { ...entry, kernel: file, parameters: words(rest) } : { ...entry, initrd: file };
}

/** Of a menu of ISOLINUX. The entry `DEFAULT` names is among the others. */
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
      return { ...entry, parameters: words(value) };
    default:
      return entry;
  }
}

/** Words with one blank between two. */
function words(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
