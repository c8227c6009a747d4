import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import * as path from "node:path";
import { packageRoot } from "./package-root";

/**
 * A stack trace with the sources of cdknix in place of positions in its bundle. The files of the bundle do not name their
 * maps, because programs that run with ts-node would read them for every error.
 */
export function sourceStack(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stack.replaceAll(/(\/[^\s():]+\.js):(\d+):(\d+)/g, (position, file: string, line: string, column: string) => {
    if (!file.startsWith(bundle)) return position;
    if (!maps.has(file)) maps.set(file, mapOf(file));
    const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return position;
    const source = path.resolve(path.dirname(file), entry.originalSource);
    return `${source}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`;
  });
}

const bundle = path.join(packageRoot, "dist", "lib") + path.sep;

function mapOf(file: string): SourceMap | undefined {
  const map = `${file}.map`;
  return existsSync(map)
    ? new SourceMap(JSON.parse(readFileSync(map, "utf8")) as ConstructorParameters<typeof SourceMap>[0])
    : undefined;
}
