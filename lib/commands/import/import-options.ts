import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { isRelease, releases, type Manifest, type ManifestFlake, type ManifestHost, type Release } from "../../model";
import {
  declarationsFile,
  mergeDeclarations,
  OptionLookup,
  optionTable,
  optionTree,
  parseTypeDescription,
  printOptionTable,
  renderDeclarations,
  selectScopes,
  withKnownChanges,
  type OptionDeclaration,
  type TableHead,
} from "../../options";
import { lockedInputNames, lockFlakes, seedLocks } from "../../pipeline/lock/lock";
import { runUserProgram, whileLocked, withStaging } from "../../pipeline/program";
import { logListener, type Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, type SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { findNix, type NixTool } from "../../platform/nix/tool";
import type { Staging } from "../../project/output/staging";
import { shippedTables } from "../../project/shipped-option-tables";
import { readBuildRecordSync } from "../../project/results/build-record";
import { isCompiled } from "./compiled-files";
import { dumpReleaseUnknown, noHosts, releaseUnknown, scopesUnknown } from "./errors";
import { evaluateOptions } from "./evaluate-options";
import { readOptionDump } from "./option-dump";
import { writeImportsSync } from "./write-imports";

/** Which options to import, and where. */
export interface ImportSettings {
  readonly projectDirectory: string;
  /** Names such as `services.nginx`; empty for all. */
  readonly scopes: readonly string[];
}

/** The result of an import. */
export interface ImportResult {
  /** The written files, absolute. */
  readonly files: readonly string[];
  /** The number of options in all scopes. */
  readonly options: number;
  /** The NixOS releases that have these options. */
  readonly releases: readonly string[];
  /** Descriptions of unknown types, which accept any value. */
  readonly unknownTypes: readonly string[];
  /** Whether the project's tsconfig.json includes the types; undefined if unknown. */
  readonly isCompiled: boolean | undefined;
}

/** Imports the options of a program's hosts: runs the program, locks its inputs as for a build, and evaluates with Nix. */
export function importFromProgram(
  request: SynthRequest,
  settings: ImportSettings,
  reporter: Reporter,
): Step<ImportResult> {
  return whileLocked(
    request,
    reporter,
    pipe(
      step(() => findNix(effectiveNixSettings(request))),
      TE.chain((tool) => withStaging(request, (staging) => importHosts(tool, request, settings, staging, reporter))),
    ),
  );
}

function importHosts(
  tool: NixTool,
  request: SynthRequest,
  settings: ImportSettings,
  staging: Staging,
  reporter: Reporter,
): Step<ImportResult> {
  return pipe(
    runUserProgram({ ...request, ignoreOptionTable: true }, staging, reporter),
    TE.chain(({ manifest }) =>
      step(async () => {
        const flakes = Object.values(manifest.flakes).filter(({ hosts }) => Object.keys(hosts).length > 0);
        if (flakes.length === 0) throw noHosts();
        seedLocks(request, staging.tree, manifest);
        const known = readBuildRecordSync(request.output).locks;
        await lockFlakes({ tool: () => Promise.resolve(tool), request, reporter, known }, staging.tree, flakes);
        const inputs = flakes.flatMap((flake) => lockedInputNames(staging.tree, flake));
        const found = await declarationsOf(tool, request, staging.tree, manifest, reporter);
        return writeImport(mergeDeclarations(found), settings, {
          releases: [...new Set(flakes.map(({ release }) => release))],
          inputs: [...new Set(inputs)].sort(),
          complete: true,
        });
      }),
    ),
  );
}

async function declarationsOf(
  tool: NixTool,
  request: SynthRequest,
  tree: string,
  manifest: Manifest,
  reporter: Reporter,
): Promise<readonly (readonly OptionDeclaration[])[]> {
  const found: (readonly OptionDeclaration[])[] = [];
  for (const flake of Object.values(manifest.flakes)) {
    for (const host of hostsToEvaluate(flake)) {
      reporter.step(`evaluating the options of ${host}`, "evaluate");
      const source = { directory: `${tree}/${flake.directory}`, attribute: `nixosConfigurations."${host}"` };
      found.push(await evaluateOptions(tool, source, host, logListener(reporter)));
    }
  }
  return found;
}

/** One host for each set of modules: hosts of a class without modules of their own share one. */
function hostsToEvaluate(flake: ManifestFlake): readonly string[] {
  const first = new Map<string, string>();
  for (const [name, host] of Object.entries(flake.hosts)) {
    const key = hasOwnModules(flake, name) ? `host ${name}` : `class ${classOf(host)}`;
    if (!first.has(key)) first.set(key, name);
  }
  return [...first.values()];
}

const classOf = (host: ManifestHost): string => `${host.class ?? ""} on ${host.system}`;

function hasOwnModules(flake: ManifestFlake, host: string): boolean {
  return Object.keys(flake.files).some(
    (file) => file.startsWith(`systems/${host}/`) && file !== `systems/${host}/default.nix`,
  );
}

/** Imports the options of a saved dump, without running anything. */
export function importFromDump(
  file: string,
  release: string | undefined,
  settings: ImportSettings,
): Step<ImportResult> {
  return step(() => {
    const { declarations, isComplete } = readOptionDump(file);
    const found = release ?? releaseIn(declarations);
    if (found === undefined) throw dumpReleaseUnknown(file);
    if (!isRelease(found)) throw releaseUnknown(found, releases);
    const complete = withChangesOf(found, declarations);
    return writeImport(complete, settings, { releases: [found], inputs: [], complete: isComplete });
  });
}

/** With the renames and removals of a release, or else of the one before it: all later releases have those too. */
function withChangesOf(release: Release, declarations: readonly OptionDeclaration[]): readonly OptionDeclaration[] {
  const table = shippedTables(release).at(-1)?.read();
  if (table === undefined) return declarations;
  const lookup = new OptionLookup(table);
  return declarations.map((declaration) => withKnownChanges(declaration, lookup));
}

/** NixOS declares its release as the default of this option. */
function releaseIn(declarations: readonly OptionDeclaration[]): string | undefined {
  const option = declarations.find(({ path }) => path.join(".") === "system.nixos.release");
  return /^"(\d\d\.\d\d)"$/.exec(option?.default ?? "")?.[1];
}

function writeImport(
  declarations: readonly OptionDeclaration[],
  { scopes, projectDirectory }: ImportSettings,
  head: TableHead,
): ImportResult {
  const selected = selectScopes(optionTree(declarations), scopes);
  if (E.isLeft(selected)) throw scopesUnknown(selected.left);
  const table = optionTable(selected.right, head);
  const files = writeImportsSync(projectDirectory, {
    declarations: renderDeclarations(selected.right, [
      `The options of NixOS ${head.releases.join(", ")}, written by \`${["synth import", ...scopes].join(" ")}\`.`,
      "Do not edit: the next import replaces this file.",
    ]),
    table: printOptionTable(table),
  });
  return {
    files,
    options: declarations.length,
    releases: head.releases,
    unknownTypes: [...new Set(table.types.flatMap((type) => parseTypeDescription(type).unknown))],
    isCompiled: isCompiled(projectDirectory, declarationsFile),
  };
}
