import {
  constructTreeFile,
  formatSourceLocation,
  manifestFile,
  type AppModel,
  type AssetFile,
  type FileTree,
  type FlakeModel,
  type HostKind,
  type HostModel,
  type Manifest,
  type ManifestFile,
  type ManifestFlake,
  type ManifestSizeLimit,
  type SizeLimit,
  type TreeCopy,
  type TreeFile,
} from "../model";
import { flakeTree } from "./flake-tree";

/** Everything in the output directory: the flakes, the manifest, and the construct tree. */
export function appTree(app: AppModel): FileTree {
  const files = new Map<string, TreeFile>();
  const copies = new Map<string, TreeCopy>();
  const flakes: Record<string, ManifestFlake> = {};
  for (const flake of app.flakes) {
    const tree = flakeTree(flake);
    for (const [path, file] of tree) files.set(`${flake.name}/${path}`, file);
    for (const [path, asset] of flake.assets) copies.set(`${flake.name}/${path}`, copyOf(asset));
    flakes[flake.name] = manifestFlake(flake, tree);
  }
  const manifest: Manifest = { version: 1, flakes };
  files.set(manifestFile, { text: json(manifest) });
  files.set(constructTreeFile, { text: json({ version: 1, tree: app.tree }) });
  return { files, copies };
}

function manifestFlake(flake: FlakeModel, tree: ReadonlyMap<string, TreeFile>): ManifestFlake {
  return {
    directory: flake.name,
    release: flake.release,
    lockFile: flake.lockFile,
    hosts: Object.fromEntries(
      flake.hosts.map((host) => [
        host.name,
        {
          kind: kindOf(host),
          class: host.className ?? null,
          system: host.system,
          release: flake.release,
          installable: `nixosConfigurations.${host.name}.config.system.build.${results[kindOf(host)]}`,
          isoName: host.isoName ?? null,
          ...(host.maxSize === undefined ? {} : { maxSize: manifestLimit(host.maxSize) }),
          ...(host.secretsArea === undefined ? {} : { secretsArea: host.secretsArea }),
        },
      ]),
    ),
    files: { ...sourcesOf(tree), ...copiesOf(flake) },
    ...(flake.assetSources.length === 0 ? {} : { copied: flake.assetSources }),
  };
}

const kindOf = ({ isoName }: HostModel): HostKind => (isoName === undefined ? "machine" : "image");

/** The attributes of `config.system.build` that hosts are built from. */
const results = { image: "isoImage", machine: "toplevel" } as const;

function copyOf({ constructPath: construct, source, ...entry }: AssetFile): TreeCopy {
  return { ...entry, construct, ...(source === undefined ? {} : { source: formatSourceLocation(source) }) };
}

function copiesOf({ assets }: FlakeModel): ManifestFlake["files"] {
  return Object.fromEntries(
    [...assets].map(([path, { constructPath: construct, source, original }]): [string, ManifestFile] => [
      path,
      { construct, ...(source === undefined ? {} : { source: formatSourceLocation(source) }), copyOf: original },
    ]),
  );
}

function manifestLimit({ bytes, constructPath: construct, source }: SizeLimit): ManifestSizeLimit {
  return { bytes, construct, ...(source === undefined ? {} : { source: formatSourceLocation(source) }) };
}

function sourcesOf(tree: ReadonlyMap<string, TreeFile>): ManifestFlake["files"] {
  const sources: Record<string, ManifestFile> = {};
  for (const [path, { construct = "", source }] of tree) {
    sources[path] = source === undefined ? { construct } : { construct, source };
  }
  return sources;
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
