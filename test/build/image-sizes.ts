import { describeImage } from "./lilith-image";
import { edit } from "./project-copy";

/** A variant of the example, and the resulting size. */
export interface MeasuredImage {
  readonly compression: string;
  readonly spaceSaver: boolean;
  /** Size of the ISO in bytes. */
  readonly size: number;
}

/** The measured variants, the largest image first. Each requires a build: about a minute, zstd(19) two. */
const variants = [
  { compression: "none()", spaceSaver: true },
  { compression: "lz4({ high: false })", spaceSaver: true },
  { compression: "zstd(1)", spaceSaver: false },
  { compression: "zstd(1)", spaceSaver: true },
  { compression: "zstd(19)", spaceSaver: true },
] as const;

/** Builds all variants of the example in a copy of the project. */
export async function measureImages(project: string, ...options: readonly string[]): Promise<readonly MeasuredImage[]> {
  const measured: MeasuredImage[] = [];
  for (const variant of variants) {
    const restore = change(project, variant);
    try {
      measured.push({ ...variant, size: (await describeImage(project, ...options)).size });
    } finally {
      restore();
    }
  }
  return measured;
}

function change(project: string, { compression, spaceSaver }: (typeof variants)[number]): () => void {
  const program = "examples/lilith/main.ts";
  const restore = edit(project, program, "Compression.zstd(19)", `Compression.${compression}`);
  // Both changes restore the file that they found, so they must be undone in reverse order.
  if (!spaceSaver) edit(project, program, 'new SpaceSaver(iso, "space");', "void SpaceSaver;");
  return restore;
}

/** Formats the sizes as the table in docs/image-sizes.md. */
export function sizeTable(images: readonly MeasuredImage[]): string {
  const rows = images.map(({ compression, spaceSaver, size }) => [
    `\`Compression.${compression}\``,
    spaceSaver ? "yes" : "no",
    `${(size / 1e6).toFixed(1)} MB`,
  ]);
  return [["compression", "`SpaceSaver`", "ISO"], ["---", "---", "---:"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
