import { existsSync, mkdirSync } from "node:fs";
import { storeName } from "../../platform/nix/store-path";
import { replaceFileSync } from "../../platform/files/replace-file";
import { buildOf, type BuildRecord } from "../../project/results/build-record";
import { imageDirectory, publishImageSync, sbomFile } from "../../project/results/image-directory";
import { findIsoSync } from "../../project/results/iso-file";
import type { SynthResult } from "../request";
import type { Target } from "../targets";
import type { BuildContext } from "./build-context";
import type { LastBuild, LastSystem } from "./last-build";

/**
 * Writes the files for the ISOs of hosts next to the output: links, checksums, and, if the profile enables it, bills of
 * materials. A machine has only the last.
 * @param record the latest builds of the hosts
 */
export async function publishImages(context: BuildContext, record: BuildRecord): Promise<readonly SynthResult[]> {
  const { request, targets } = context;
  const results: SynthResult[] = [];
  for (const target of targets) {
    const { name, host } = target;
    const recorded = buildOf(record, name, request.profile?.name) ?? {
      drvPath: "",
      storePath: "",
      sha256: "",
      size: 0,
    };
    const { drvPath, storePath, sha256, size } = recorded;
    const directory = imageDirectory(request.output, name, request.profile?.name);
    const withSbom = async (build: LastBuild | LastSystem): Promise<string | null> =>
      request.profile?.sbom === true ? publishSbom(context, target, build, directory) : null;
    if (host.kind === "machine") {
      const sbom = await withSbom({ host: name, storePath, size });
      results.push({
        host: name,
        kind: host.kind,
        iso: null,
        size,
        sha256: null,
        checksum: null,
        sbom,
        storePath,
        drvPath,
      });
      continue;
    }
    const build = { host: name, ...findIsoSync(name, storePath, request.nix.store), sha256, storePath };
    const checksum = publishImageSync(directory, build);
    results.push({ ...build, kind: host.kind, checksum, sbom: await withSbom(build), drvPath });
  }
  return results;
}

async function publishSbom(
  context: BuildContext,
  target: Target,
  build: LastBuild | LastSystem,
  directory: string,
): Promise<string> {
  const file = sbomFile(directory, "iso" in build ? build.iso : storeName(build.storePath));
  // The name of a system does not say which one it is.
  if (existsSync(file) && "iso" in build) return file;
  context.reporter.step(`writing the bill of materials of ${target.name}`);
  // Loaded on demand.
  const [{ inspectImage }, { sbomText }] = await Promise.all([
    import("../image/inspect-image.js"),
    import("../image/sbom.js"),
  ]);
  mkdirSync(directory, { recursive: true });
  replaceFileSync(file, await sbomText(await inspectImage(context, target, build)));
  return file;
}
