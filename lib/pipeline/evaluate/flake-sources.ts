import * as path from "node:path";
import { releaseFacts } from "../../constructs/core/release-facts";
import { isRelease, type ManifestFlake, type Profile } from "../../model";
import type { NixosHost } from "../../platform/nix/evaluate";
import type { NixTool } from "../../platform/nix/tool";
import { hostsWithProfiles, profiledIsoName, profileFlake } from "../../tree/profile-flake";
import { profileNotApplied } from "../errors";
import { logListener, type Reporter } from "../reporter";
import type { SynthRequest } from "../request";
import type { Target } from "../targets";
import { profileDirectory, storeReference, writeProfileFlake } from "./profile-directory";

/** Context for finding the directory to evaluate. */
export interface SourceContext {
  readonly tool: () => Promise<NixTool>;
  readonly request: Pick<SynthRequest, "profile">;
  readonly reporter: Reporter;
}

/**
 * Directories where the flakes of a tree are evaluated: their own or, with a profile, those of wrapper flakes that apply
 * the profile. Wrapper flakes have the same attributes and are written on demand.
 */
export class FlakeSources {
  private readonly made = new Map<string, Promise<string>>();

  /** @param tree the output, or a staging directory. */
  constructor(
    private readonly context: SourceContext,
    private readonly tree: string,
  ) {}

  /**
   * The directory to evaluate a host in.
   * @throws a failure if the profile does not apply to the host.
   */
  async directoryOf({ name, flake, host }: Target): Promise<string> {
    const { profile } = this.context.request;
    const own = path.join(this.tree, flake.directory);
    if (profile === undefined) return own;
    const isSystem = hostsWithProfiles(flake).some((known) => flake.hosts[known] === host);
    if (!isSystem) throw profileNotApplied(name, host.installable, profile.name);
    const made = this.made.get(flake.directory) ?? this.make(flake, own, profile);
    this.made.set(flake.directory, made);
    return made;
  }

  private async make(flake: ManifestFlake, own: string, profile: Profile): Promise<string> {
    const { tool, reporter } = this.context;
    reporter.step(`applying profile ${profile.name} to ${flake.directory}`, "evaluate");
    const nix = await tool();
    const directory = profileDirectory(this.tree, profile.name, flake.directory);
    const files = profileFlake({
      profile,
      name: flake.directory,
      reference: await storeReference(nix, own),
      flake,
      imageNameOption: isRelease(flake.release) ? releaseFacts(flake.release).imageNameOption : "isoImage.isoName",
    });
    // Only events: Nix prints a warning for each lock file that it creates.
    const { onEvent } = logListener(reporter);
    await writeProfileFlake(nix, directory, files, { onEvent });
    return directory;
  }
}

/** The file name of a host's ISO; null if it has none. */
export function isoNameOf({ host }: Target, profile: Profile | undefined): string | null {
  if (host.isoName === null || profile === undefined) return host.isoName;
  return profiledIsoName(host.isoName, profile);
}

/**
 * The NixOS system of a host in a tree, with the selected profile applied; undefined if the host's image is not built from
 * one.
 * @throws a failure if the profile does not apply to the host.
 */
export async function tryNixosHost(
  context: SourceContext,
  target: Target,
  tree: string,
): Promise<NixosHost | undefined> {
  const directory = await new FlakeSources(context, tree).directoryOf(target);
  const build = trySystemBuild(target);
  return build === undefined ? undefined : { name: target.name, directory, attribute: build.system };
}

/**
 * The attribute of the NixOS system that a host is built from, and the name in its `config.system.build`, such as
 * `isoImage`; undefined if it is not built from one.
 */
export function trySystemBuild({ host }: Target): { readonly system: string; readonly product: string } | undefined {
  const [, system, product] = /^(.+)\.config\.system\.build\.([\w-]+)$/.exec(host.installable) ?? [];
  return system === undefined || product === undefined ? undefined : { system, product };
}
