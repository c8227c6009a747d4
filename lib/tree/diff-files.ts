import { createTwoFilesPatch } from "diff";

/** A file of a tree for comparison: its text, or a placeholder if it is not text. */
export interface ComparedFile {
  readonly text: string;
  /** Whether the file is not text; then only the fact that it differs is shown. */
  readonly isBinary: boolean;
  readonly executable: boolean;
}

/** The difference of a file between two trees. */
export interface FileDifference {
  /** Relative to the output. */
  readonly path: string;
  readonly status: "added" | "changed" | "removed";
  /** In unified format, like `diff -u` and git; a binary file is only reported as different. */
  readonly patch: string;
}

type Files = ReadonlyMap<string, ComparedFile>;

/** The differences between two trees, sorted by path. */
export function diffFiles(before: Files, after: Files): readonly FileDifference[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [old, fresh] = [before.get(path), after.get(path)];
    if (old !== undefined && fresh !== undefined && isSame(old, fresh)) return [];
    const status = old === undefined ? "added" : fresh === undefined ? "removed" : "changed";
    return [{ path, status, patch: patchOf(path, old, fresh) }];
  });
}

function isSame(left: ComparedFile, right: ComparedFile): boolean {
  return left.text === right.text && left.executable === right.executable && left.isBinary === right.isBinary;
}

function patchOf(path: string, old: ComparedFile | undefined, fresh: ComparedFile | undefined): string {
  const [from, to] = [old === undefined ? "/dev/null" : `a/${path}`, fresh === undefined ? "/dev/null" : `b/${path}`];
  if (old?.isBinary === true || fresh?.isBinary === true) return `Binary files ${from} and ${to} differ\n`;
  const mode =
    old === undefined || fresh === undefined || old.executable === fresh.executable
      ? ""
      : `old mode ${modeOf(old)}\nnew mode ${modeOf(fresh)}\n`;
  if (old?.text === fresh?.text) return mode;
  const patch = createTwoFilesPatch(from, to, old?.text ?? "", fresh?.text ?? "");
  // Its first line is a separator that no other tool writes.
  return mode + patch.replace(/^=+\n/, "").replaceAll(/^(---|\+\+\+) (.*?)\t$/gm, "$1 $2");
}

/** The file mode in git's notation. */
function modeOf({ executable }: ComparedFile): string {
  return executable ? "100755" : "100644";
}
