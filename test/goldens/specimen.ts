import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as E from "fp-ts/Either";
import type { Release } from "cdknix";
import { manifestFile, type FileTree, type Manifest, type ManifestFlake, type ManifestHost } from "../../lib/model";
import { synthesize } from "../../lib/pipeline/synthesize/synthesize";
import { programNames } from "../../scripts/site/program-names";
import { repository, synthesizedBy } from "../examples/examples";
import type { Emitted } from "./golden";
import type { Subject } from "./subject";
import { flakeName, hostName, variantApp } from "./variant-app";
import { subjects } from "./variants";

/** A host to evaluate, or a program that cdknix rejects. */
export interface Specimen {
  /** Name of the golden file that it belongs to: a construct, `examples`, or `field`. */
  readonly group: string;
  readonly name: string;
  readonly written: Written | { readonly refused: readonly string[] };
}

/** The output of a program for a host. */
export interface Written {
  readonly tree: FileTree;
  /** Directory of the flake in the tree. */
  readonly flake: string;
  readonly host: string;
  /** Hash of all files of the flake: the result depends on nothing else. */
  readonly digest: string;
  /** The files relevant to the specimen, with their lines, by path relative to the flake. */
  readonly files: Emitted;
}

/** Folders of the repository with a program in each of their folders, by the names of their golden files. */
const programs = { examples: "examples", field: "test/field" } as const;

/**
 * Every variant of every construct, and every example and program in the field, generated for a release.
 * @param isWanted whether the specimens of a golden file are needed
 */
export function specimens(release: Release, isWanted: (group: string) => boolean = () => true): readonly Specimen[] {
  return [
    ...subjects.filter(({ file }) => isWanted(file)).flatMap((subject) => variantSpecimens(subject, release)),
    ...(["examples", "field"] as const)
      .filter(isWanted)
      .flatMap((group) => programNames(programs[group]).flatMap((name) => programSpecimens(group, name, release))),
  ];
}

/** The parts that all variants share, apart from the construct under test. */
export function plainHost(release: Release): Written {
  // Its options are what the tables for the checks are made of.
  const written = writtenBy(variantApp(release).app, false);
  if ("refused" in written) throw new Error(`the plain image is rejected: ${written.refused.join("; ")}`);
  return written;
}

function variantSpecimens(subject: Subject, release: Release): readonly Specimen[] {
  return [...subject.variants.keys()].map((name): Specimen => {
    const { app } = variantApp(release, subject, name);
    return { group: subject.file, name, written: writtenBy(app) };
  });
}

function writtenBy(app: ReturnType<typeof variantApp>["app"], checkOptions = true): Specimen["written"] {
  const result = synthesize(app, { projectDirectory: repository, revision: "abc1234", checkOptions });
  if (E.isLeft(result)) return { refused: result.left.map(({ code, message }) => `${code}: ${message}`) };
  const { tree } = result.right;
  return written(tree, flakeName, hostName, `${flakeName}/${hostName}/subject`);
}

/**
 * Names of the folders in a folder that have a program `main.ts`. The programs of examples/hand-written have other names:
 * they need inputs besides nixpkgs, and have their own evaluation in test/examples.
 */
function programSpecimens(group: keyof typeof programs, program: string, release: Release): readonly Specimen[] {
  const app = `npx ts-node ${programs[group]}/${program}/main.ts`;
  const texts = synthesizedBy(app, "--context", `release=${release}`);
  const manifest = JSON.parse(texts[manifestFile] ?? "") as Manifest;
  return Object.values(manifest.flakes).flatMap(({ directory, files, hosts }) => {
    const constructs = new Map(
      Object.entries(files).map(([file, { construct }]) => [`${directory}/${file}`, construct]),
    );
    const tree: FileTree = {
      files: new Map(
        Object.entries(texts).map(([file, text]) => {
          const construct = constructs.get(file);
          return [file, construct === undefined ? { text } : { text, construct }];
        }),
      ),
      copies: new Map(),
    };
    return evaluatedHosts(hosts).map(([host, { class: hostClass }]): Specimen => {
      const { files: emitted, ...rest } = written(tree, directory, host, "");
      const own = Object.entries(emitted).filter(([file]) => isReadBy(file, host, hostClass));
      return { group, name: `${program}-${host}`, written: { ...rest, files: Object.fromEntries(own) } };
    });
  });
}

/** The first host of each class and system: the expected tree covers the differences of the others. */
function evaluatedHosts(hosts: ManifestFlake["hosts"]): readonly (readonly [string, ManifestHost])[] {
  const all = Object.entries(hosts);
  const kind = ({ class: hostClass, system }: ManifestHost): string => `${hostClass ?? ""} ${system}`;
  return all.filter(([, host], index) => all.findIndex(([, other]) => kind(other) === kind(host)) === index);
}

/** Whether a file does not belong to another host or class. */
function isReadBy(file: string, host: string, hostClass: string | null): boolean {
  const [folder, owner] = file.split("/");
  if (folder === "systems") return owner === host;
  return folder !== "modules" || owner === hostClass;
}

function written(tree: FileTree, flake: string, host: string, construct: string): Written {
  const digest = createHash("sha256")
    .update(JSON.stringify(evaluatedFiles(filesOf(tree, flake, ""))))
    .digest("hex");
  return { tree, flake, host, digest, files: filesOf(tree, flake, construct) };
}

/** The files without the modules that a flake exports for other flakes, which the evaluation of its hosts does not read. */
function evaluatedFiles(files: Emitted): Emitted {
  const lines = files["flake.nix"] ?? [];
  const start = lines.findIndex((line) => /^ *nixosModules\b/.test(line));
  if (start < 0) return files;
  const [indentation = ""] = /^ */.exec(lines[start] ?? "") ?? [];
  const isEnd = (line: string): boolean => line.startsWith(`${indentation}}`) || line.startsWith(`${indentation}]`);
  const end = (lines[start] ?? "").endsWith(";")
    ? start
    : lines.findIndex((line, index) => index > start && isEnd(line));
  return { ...files, "flake.nix": [...lines.slice(0, start), ...lines.slice(end + 1)] };
}

/** The files of the repository that packages contain. */
function copiedTexts({
  copies,
}: FileTree): readonly (readonly [string, { readonly text: string; readonly construct: string }])[] {
  return [...copies].flatMap(([file, copy]) =>
    copy.kind === "file" && file.split("/")[1] === "packages"
      ? [[file, { text: readFileSync(copy.from).subarray(copy.skip).toString(), construct: copy.construct }] as const]
      : [],
  );
}

/** Files of a flake that come from a construct, or from one in its scope. */
function filesOf(tree: FileTree, flake: string, construct: string): Emitted {
  const isBehind = (candidate = ""): boolean =>
    construct === "" || candidate === construct || candidate.startsWith(`${construct}/`);
  const texts = [...tree.files, ...copiedTexts(tree)];
  return Object.fromEntries(
    texts
      .filter(([file, entry]) => file.startsWith(`${flake}/`) && isBehind(entry.construct))
      .map(([file, { text }]) => [file.slice(flake.length + 1), text.replace(/\n$/, "").split("\n")] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
