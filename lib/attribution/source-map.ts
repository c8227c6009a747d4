import * as path from "node:path";
import { parseSourceLocation, type ManifestFlake, type SourceLocation } from "../model";
import {
  bindingAt,
  formatAttributePath,
  lineAt,
  lineOfDefinition,
  sourceBindings,
  splitAttributePath,
  type SourceBinding,
} from "../nix";
import { readTextsSync } from "../platform/files/read-texts";
import { onDisk } from "../platform/nix/store-path";
import { isProfileFile } from "../tree";

/** The origin of a file in the tree. */
export interface Origin {
  /** The file, relative to the flake's directory. */
  readonly file: string;
  readonly construct: string;
  /** The line of the program that creates the construct, or of the user's own Nix file. */
  readonly source: SourceLocation | undefined;
  /** The user's file that it is a copy of, relative to the project directory. */
  readonly copyOf?: string | undefined;
}

/** A place in a file of the tree, with the option that is set there. */
export interface Place {
  readonly origin: Origin;
  /** The full name of the option. */
  readonly option: string | undefined;
  /** The source code, on one line. */
  readonly text: string;
}

/** Maps files and options of a flake's tree on disk to constructs. */
export class SourceMap {
  private readonly bindings = new Map<string, readonly SourceBinding[]>();

  /**
   * @param texts contents of the files, by path in the flake
   * @param isCopy whether a source in the store is a copy of this flake, and not another flake with files of the same names
   * @param directory directory of the flake in the tree, for files that Nix reads there and not in the store
   */
  constructor(
    private readonly flake: ManifestFlake,
    private readonly texts: ReadonlyMap<string, string>,
    private readonly isCopy: (storePath: string) => boolean = () => true,
    private readonly directory?: string,
  ) {}

  /**
   * The origin of a file by the path that Nix reports; undefined for files of other sources.
   * @param option the option that the file sets, whose line is that of the origin in the user's own files
   */
  originOf(reported: string, option?: string): Origin | undefined {
    // The definitions of a profile have this name, and are in no file of the tree.
    if (isProfileFile(reported)) return { file: reported, construct: reported, source: undefined };
    const origin = this.originOfFile(this.pathInFlake(reported) ?? "");
    if (origin === undefined) return undefined;
    const names = option === undefined ? [] : splitAttributePath(option);
    const line = option === undefined ? undefined : lineOfDefinition(this.texts.get(origin.file) ?? "", names);
    return line === undefined ? origin : inOriginal(origin, { line, column: 1 });
  }

  /** The origin of a file by its path in the flake. */
  originOfFile(named: string): Origin | undefined {
    // If a directory is imported, Nix names the directory.
    const file = [named, `${named}/default.nix`].find((name) => Object.hasOwn(this.flake.files, name));
    const known = file === undefined ? undefined : this.flake.files[file];
    if (file === undefined || known === undefined) return undefined;
    const source = known.source === undefined ? undefined : parseSourceLocation(known.source);
    return { file, construct: known.construct, source, copyOf: known.copyOf };
  }

  /** Converts a path that Nix reports to a path in the flake; undefined for paths of other sources. */
  pathInFlake(reported: string): string | undefined {
    if (this.directory !== undefined && reported.startsWith(`${this.directory}/`)) {
      return reported.slice(this.directory.length + 1);
    }
    const [, root, file = ""] = /^(\/nix\/store\/[^/]+)\/(.+)$/.exec(reported) ?? [];
    return root !== undefined && this.isCopy(root) ? file : undefined;
  }

  /** A text of Nix with names of sources' files relative to their directories. */
  withoutDirectories(text: string): string {
    const inStore = text.replaceAll(/\/nix\/store\/[a-z0-9]{32}-source\//g, "");
    return this.directory === undefined ? inStore : inStore.replaceAll(`${this.directory}/`, "");
  }

  /** Position of a file in the manifest, which is in program order. */
  orderOf(origin: Origin): number {
    return Object.keys(this.flake.files).indexOf(origin.file);
  }

  /** The place at a position that Nix reports. */
  placeAt(position: { readonly file: string; readonly line: number; readonly column: number }): Place | undefined {
    const found = this.originOf(position.file);
    if (found === undefined) return undefined;
    const origin = inOriginal(found, position);
    const text = this.texts.get(origin.file) ?? "";
    const binding = isModule(origin.file) ? bindingAt(text, position.line, position.column) : undefined;
    const line = (text.split("\n")[position.line - 1] ?? "").trim();
    if (binding === undefined) return { origin, option: undefined, text: line };
    const isOneLine = !text.slice(binding.start, binding.end).includes("\n");
    const whole = definitionText(text, binding);
    return { origin, option: formatAttributePath(binding.path), text: isOneLine ? whole : line };
  }

  /** The places where the tree sets an option, or something below it. */
  definitionsOf(option: string): readonly Place[] {
    const wanted = splitAttributePath(option);
    return this.places((path) => wanted.every((name, index) => path[index] === name));
  }

  /** The places where the tree sets an option; otherwise related ones, such as in the same entry of a set, or that entry. */
  nearestDefinitionsOf(option: string): readonly Place[] {
    const names = splitAttributePath(option);
    // Two names, such as services.nginx, identify a module, which is too broad.
    for (let length = names.length; length > Math.min(2, names.length - 1); length--) {
      const found = this.definitionsOf(formatAttributePath(names.slice(0, length)));
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The innermost places whose source contains a text as a whole word. */
  placesHolding(text: string): readonly Place[] {
    const isPartOfWord = (character: string | undefined): boolean => /[\w-]/.test(character ?? "");
    return this.places((_, source) => {
      for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + 1)) {
        if (!isPartOfWord(source[at - 1]) && !isPartOfWord(source[at + text.length])) return true;
      }
      return false;
    });
  }

  /** The innermost places that refer to a package of nixpkgs by its own name: `openssl` for openssl_1_1. */
  placesOfPackage(name: string): readonly Place[] {
    const literal = name.replaceAll(/[^\w-]/g, "\\$&");
    const pattern = new RegExp(`\\bpkgs\\.(?:[\\w'-]+\\.)*${literal}(?:_?\\d[\\w]*)?(?![\\w-])`);
    const exact = this.placesHolding(`pkgs.${name}`);
    return exact.length > 0 ? exact : this.places((_, source) => pattern.test(source));
  }

  /** The innermost bindings in modules that satisfy a condition. */
  private places(condition: (path: readonly string[], source: string) => boolean): readonly Place[] {
    const found: Place[] = [];
    for (const [file, text] of this.texts) {
      const origin = isModule(file) ? this.originOfFile(file) : undefined;
      if (origin === undefined) continue;
      const taken: SourceBinding[] = [];
      for (const binding of this.bindingsOf(file, text)) {
        const holdsTaken = taken.some(({ start }) => binding.start <= start && start <= binding.end);
        const value = text.slice(binding.valueStart, binding.end);
        if (holdsTaken || !condition(binding.path, value)) continue;
        taken.push(binding);
        const place = inOriginal(origin, { line: lineAt(text, binding.start), column: 1 });
        found.push({ origin: place, option: formatAttributePath(binding.path), text: definitionText(text, binding) });
      }
    }
    return found;
  }

  private bindingsOf(file: string, text: string): readonly SourceBinding[] {
    const known = this.bindings.get(file) ?? sourceBindings(text);
    this.bindings.set(file, known);
    return known;
  }
}

/** The origin with the position in the user's own file, if it is a copy. */
function inOriginal(origin: Origin, { line, column }: { readonly line: number; readonly column: number }): Origin {
  return origin.copyOf === undefined ? origin : { ...origin, source: { file: origin.copyOf, line, column } };
}

/** A definition with the full option name, on one line. */
function definitionText(source: string, { path, valueStart, end }: SourceBinding): string {
  return `${formatAttributePath(path)} = ${source.slice(valueStart, end)}`.replaceAll(/\s+/g, " ").trim();
}

/** Whether the bindings of a file are definitions of options. */
function isModule(file: string): boolean {
  return file.endsWith(".nix") && file !== "flake.nix" && !file.startsWith("packages/");
}

/**
 * Reads the source map of a flake on disk.
 * @param tree parent directory of the flake's directory
 * @param store the store that Nix uses, unless it is the machine's own
 */
export function readSourceMap(flake: ManifestFlake, tree: string, store: string | undefined): SourceMap {
  // Other files of the user may be large.
  const names = Object.entries(flake.files).flatMap(([name, file]) =>
    file.copyOf === undefined || name.endsWith(".nix") ? [name] : [],
  );
  const directory = path.resolve(tree, flake.directory);
  const texts = readTextsSync(directory, names);
  const isCopy = (storePath: string): boolean => isCopyOfSync(storePath, texts.get("flake.nix") ?? "", store);
  return new SourceMap(flake, texts, isCopy, directory);
}

/**
 * Whether a source in the Nix store is a copy of a flake. True if it cannot be read because it is in another store.
 * @param store the store that was used, unless it is the machine's own
 */
function isCopyOfSync(storePath: string, flakeFile: string, store: string | undefined): boolean {
  const copy = readTextsSync(onDisk(storePath, store), ["flake.nix"]).get("flake.nix");
  return copy === undefined || copy === flakeFile;
}
