import { existsSync } from "node:fs";
import { replaceFileSync } from "../../platform/files/replace-file";
import { buildOf, type BuildRecord } from "../../project/results/build-record";
import { imageDirectory, publishImageSync, sbomFile } from "../../project/results/image-directory";
import { findIsoSync } from "../../project/results/iso-file";
import type { SynthResult } from "../request";
import type { Target } from "../targets";
import type { BuildContext } from "./build-context";
import type { LastBuild } from "./last-build";

/**
 * Writes the files for the ISOs of hosts next to the output: links, checksums, and, if the profile enables it, bills of
 * materials.
 * @param record the latest builds of the hosts
 */
export async function publishImages(context: BuildContext, record: BuildRecord): Promise<readonly SynthResult[]> {
  const { request, targets } = context;
  const results: SynthResult[] = [];
  for (const target of targets) {
    const { name } = target;
    const { drvPath = "", storePath = "", sha256 = "" } = buildOf(record, name, request.profile?.name) ?? {};
    const build = { host: name, ...findIsoSync(name, storePath, request.nix.store), sha256, storePath };
    const directory = imageDirectory(request.output, name, request.profile?.name);
    const checksum = publishImageSync(directory, build);
    const sbom = request.profile?.sbom === true ? await publishSbom(context, target, build, directory) : null;
    results.push({ ...build, checksum, sbom, drvPath });
  }
  return results;
}

async function publishSbom(
  context: BuildContext,
  target: Target,
  build: LastBuild,
  directory: string,
): Promise<string> {
  const file = sbomFile(directory, build.iso);
  if (existsSync(file)) return file;
  context.reporter.step(`writing the bill of materials of ${target.name}`);
  // Loaded on demand.
  const [{ inspectImage }, { sbomText }] = await Promise.all([
    import("../image/inspect-image.js"),
    import("../image/sbom.js"),
  ]);
  replaceFileSync(file, await sbomText(await inspectImage(context, target, build)));
  return file;
}
