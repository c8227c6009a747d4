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
    files: filesOf(tree, flake),
    ...(flake.assetSources.length === 0 ? {} : { copied: flake.assetSources }),
  };
}

const kindOf = ({ isoName }: HostModel): HostKind => (isoName === undefined ? "machine" : "image");

/** The attributes of `config.system.build` that hosts are built from. */
const results = { image: "isoImage", machine: "toplevel" } as const;

function copyOf({ constructPath: construct, source, ...entry }: AssetFile): TreeCopy {
  return { ...entry, construct, ...(source === undefined ? {} : { source: formatSourceLocation(source) }) };
}

function manifestLimit({ bytes, constructPath: construct, source }: SizeLimit): ManifestSizeLimit {
  return { bytes, construct, ...(source === undefined ? {} : { source: formatSourceLocation(source) }) };
}

/** The origin of each file: those that are generated, and copies. */
function filesOf(tree: ReadonlyMap<string, TreeFile>, { assets }: FlakeModel): ManifestFlake["files"] {
  // Without a prototype, and so without the time that it takes to add thousands of names to an ordinary object.
  const files = Object.create(null) as Record<string, ManifestFile>;
  for (const [path, { construct = "", source }] of tree) {
    files[path] = source === undefined ? { construct } : { construct, source };
  }
  for (const [path, { constructPath: construct, source, original: copyOf }] of assets) {
    const shown = source === undefined ? undefined : formatSourceLocation(source);
    files[path] = shown === undefined ? { construct, copyOf } : { construct, source: shown, copyOf };
  }
  return files;
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
