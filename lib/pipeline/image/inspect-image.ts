import { whoCanLogIn } from "../../logins/who-can-log-in";
import { readIsoSync } from "../../platform/iso9660/iso9660";
import type { StorePath } from "../../platform/nix/build";
import type { NixosHost } from "../../platform/nix/evaluate";
import {
  evaluateImageParts,
  evaluatePackages,
  type PackageInformation,
} from "../../platform/nix/inspect/inspect-system";
import type { NixTool } from "../../platform/nix/tool";
import type { LastBuild, LastSystem } from "../build/last-build";
import { hostNotInspected } from "../errors";
import { attributed } from "../evaluate/attributed";
import { tryNixosHost } from "../evaluate/flake-sources";
import { logListener, type Reporter } from "../reporter";
import type { SynthRequest } from "../request";
import type { Target } from "../targets";
import { bootEntries, isBootMenu } from "./boot-entries";
import { imageClosure } from "./image-closure";
import { debianPackages } from "./debian-packages";
import type { Inspection } from "./inspection";
import { inspectedPackages, inspectedPaths, packageOf, totalSize } from "./packages";

/** Context of an inspection. */
export interface InspectContext {
  readonly tool: () => Promise<NixTool>;
  readonly request: Pick<SynthRequest, "output" | "nix" | "profile">;
  readonly reporter: Reporter;
}

/** Inspects what was built of a host in the output; does not attribute contents to constructs. */
export async function inspectImage(
  context: InspectContext,
  target: Target,
  build: LastBuild | LastSystem,
): Promise<Inspection> {
  const { request, reporter } = context;
  const { name, flake, host: declared } = target;
  const tool = await context.tool();
  const host = await tryNixosHost(context, target, request.output);
  if (host === undefined) throw hostNotInspected(name, declared.installable);
  reporter.step(`evaluating ${name}`, "evaluate");
  const parts = await attributed(
    evaluateImageParts(tool, host, logListener(reporter)),
    { flake, tree: request.output, directory: host.directory, attribute: declared.installable },
    context,
  );
  const closure = await imageClosure(tool, host, parts, reporter);
  const known = await packagesKnown(tool, host, closure, reporter);
  const copyrights = { host: name, nix: request.nix, copyrights: parts.copyrights };
  const paths = inspectedPaths(closure, [...known, ...(await debianPackages(copyrights, closure, reporter))]);
  return {
    host: name,
    kind: declared.kind,
    release: declared.release,
    system: declared.system,
    storePath: build.storePath,
    size: build.size,
    ...("iso" in build ? { iso: build.iso, sha256: build.sha256, ...isoContents(build.iso) } : withoutIso),
    isOfflineBase: paths.some(({ path: file }) => file.endsWith(".deb")),
    kernel: parts.kernel,
    logins: whoCanLogIn(parts.logins),
    closure: { size: totalSize(paths), paths },
    packages: inspectedPackages(paths),
    constructs: null,
  };
}

const withoutIso = { iso: null, sha256: null, volumeId: null, bootEntries: [], contents: [] } as const;

function isoContents(iso: string): Pick<Inspection, "volumeId" | "bootEntries" | "contents"> {
  return readIsoSync(iso, ({ volumeId, entries, readText }) => ({
    volumeId,
    bootEntries: entries
      .filter(({ path: file }) => isBootMenu(file))
      .flatMap(({ path: file }) => bootEntries(file, readText(file) ?? "")),
    contents: entries,
  }));
}

/** Metadata from nixpkgs, which does not know Debian packages. */
async function packagesKnown(
  tool: NixTool,
  host: NixosHost,
  closure: readonly StorePath[],
  reporter: Reporter,
): Promise<readonly PackageInformation[]> {
  const packages = closure.map((each) => packageOf(each.path)).filter((each) => !each.isDebian);
  const names = [...new Set(packages.filter(({ version }) => version !== "").map((each) => each.name))];
  reporter.step("evaluating package licenses", "evaluate");
  return evaluatePackages(tool, host, names, logListener(reporter));
}
