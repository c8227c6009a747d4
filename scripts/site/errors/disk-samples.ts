const espLine = "esp: Partition.esp({ size: Size.mebibytes(512) }),";

/** The line of a root partition. */
export const rootLine = 'root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })),';

const indented = (lines: readonly string[], indentation: string): readonly string[] =>
  lines.flatMap((line) => line.split("\n")).map((line) => `${indentation}${line}`);

/** The lines of a machine with its boot loader. */
export function machineWith(layout: readonly string[], loader = "BootLoaderKind.systemdBoot()"): string {
  return [
    'const web = new Host(flake, "web", { system: "x86_64-linux" });',
    `new BootLoader(web, "loader", ${loader});`,
    'new DiskLayout(web, "disks", {',
    ...indented(layout, "  "),
    "});",
  ].join("\n");
}

/** The property `disks` with one disk. */
export function oneDisk(content: string, device = 'DiskSelector.bySerial("WD-1234")'): readonly string[] {
  return ["disks: {", `  main: { device: ${device}, content: ${content} },`, "},"];
}

/** A partition table. */
export function table(partitions: readonly string[], kind = "gpt"): string {
  return [`DiskContent.${kind}({`, ...indented(partitions, "  "), "})"].join("\n  ");
}

/** A machine with a GPT disk of an EFI system partition and other partitions. */
export function gptMachine(partitions: readonly string[], others: readonly string[] = []): string {
  return machineWith([...oneDisk(table([espLine, ...partitions])), ...others]);
}
