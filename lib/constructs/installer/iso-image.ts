import type { Construct } from "constructs";
import {
  config,
  isNixExpression,
  modulesPath,
  nix,
  pkgs,
  self,
  type NixExpression,
  type NixPath,
  type NixValue,
} from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  hasMark,
  localFile,
  mark,
  NixosModule,
  profileContents,
  recordCopies,
  releaseFacts,
  type InstallerProfile,
  type LocalCopy,
  type LocalDirectoryOptions,
  type LocalPath,
  type ModuleContext,
  type NixosConfig,
  type Size,
} from "../core";
import { Flake } from "../core/flake";
import { Compression } from "./compression";
import { secretsAreaIssue } from "./secrets-area";
import { contentIssues } from "./iso-content";
import { isRevision, revisionUnsuitable } from "./revision";
import { checkVolumeId, processorOf, volumeIdLimit } from "./volume-id";

/**
 * A file or directory on the ISO's own file system, which the live system mounts at `/iso`.
 * @public
 */
export interface IsoContent {
  /** Source to copy: a path, a package, or an expression such as `` nix.str`${pkgs.memtest86plus}/memtest.bin` ``. */
  readonly source: NixValue;
  /** Absolute path on the ISO, such as `/docs/readme.txt`. */
  readonly target: string;
}

/**
 * A directory of your project that is embedded in an image, copied like a directory of `nix.directory`.
 * @public
 */
export interface EmbeddedDirectory extends LocalDirectoryOptions {
  /** The directory: relative to the project directory, absolute, or `nix.directory(…)`. */
  readonly directory: LocalPath;
}

/**
 * Properties of an {@link IsoImage}.
 * @public
 */
export interface IsoImageProps {
  /**
   * Installer profile of NixOS that the image is based on, by the name of its file
   * (nixos/modules/installer/cd-dvd/installation-cd-`profile`.nix): text console, desktop, or Calamares. Default:
   * `minimal`.
   */
  readonly profile?: InstallerProfile;
  /**
   * Volume ID, which the boot loader uses to find the medium (`isoImage.volumeID`): at most 32 letters, digits, `.`,
   * `_`, and `-`. Default: `<host>-<release>-<revision>-<processor>`, without the processor if that would be too long.
   */
  readonly volumeId?: string;
  /** Compression of the squashfs (`isoImage.squashfsCompression`). Default: `Compression.zstd(19)`. */
  readonly compression?: Compression;
  /** Additional files on the ISO (`isoImage.contents`). Default: none. */
  readonly contents?: readonly IsoContent[];
  /**
   * Additional store paths, with their closures, in the live system's store (`isoImage.storeContents`). Default: none.
   */
  readonly storeContents?: readonly NixValue[];
  /**
   * Text after the system's name in the boot menu, separated by a space (`isoImage.appendToMenuLabel`); `""` for none.
   * Default: NixOS's, `Installer`.
   */
  readonly menuLabel?: string;
  /**
   * Edition, which is part of NixOS's default names (`isoImage.edition`). Default: that of the profile, such as
   * `minimal`.
   */
  readonly edition?: string;
  /**
   * Embeds a flake in the image at `/iso/flake`, with a writable copy at `/flake` (`isoImage.contents`,
   * `systemd.tmpfiles.rules`). `true` embeds the flake that the image is built from; `nix.directory("./flake")` or
   * `{ directory: "./flake" }` embeds another one, without the files that git ignores. Anyone with the image can read
   * everything in it. Default: false.
   */
  readonly embedFlake?: boolean | NixExpression<NixPath> | EmbeddedDirectory;
  /**
   * Size of the area on the ISO for the host's secrets (`Secret.named`): zeros, which `synth flash --secrets` and
   * `synth seal` fill on the medium. A multiple of 2 KiB, from 4 KiB to 64 MiB. Default: 256 KiB if a secret is used,
   * otherwise no area.
   */
  readonly secretsArea?: Size;
  /**
   * Maximum size of the ISO. If the ISO is larger, the build fails with exit code 4 and reports the largest packages.
   * `synth` checks the size, not Nix: it is not part of the flake. Default: any size.
   */
  readonly maxSize?: Size;
}

/**
 * The ISO image: imports an installer profile of NixOS, and sets the image's name, label, compression, and contents.
 * The file is named `<host>-<release>-<revision>-<processor>.iso` (`isoImage.isoName` up to 24.11, `image.baseName`
 * from 25.05, instead of `isoImage.isoBaseName` and `image.fileName`).
 * @public
 */
export class IsoImage extends NixosModule {
  /** Whether a value is an ISO image construct. */
  static isIsoImage(value: unknown): value is IsoImage {
    return hasMark(value, "IsoImage");
  }

  /** Installer profile that the image is based on. */
  readonly profile: InstallerProfile;
  private readonly image: IsoImageProps;
  private readonly compression: Compression;

  constructor(scope: Construct, id: string, props: IsoImageProps = {}) {
    const checked = checkProps(declaredProps.IsoImage, props, { exact: new.target === IsoImage });
    props = checked.props;
    const profile = props.profile ?? "minimal";
    super(scope, id, {
      imports: [nix.str`${modulesPath}/installer/cd-dvd/installation-cd-${profile}.nix`],
      config: (context) => this.definitions(context),
    });
    checked.report(this, [Flake.of(this).releaseFacts.imageNameOption]);
    this.profile = profile;
    this.image = props;
    this.compression = props.compression ?? Compression.zstd();
    recordCopies(this, this.embeddedCopy());
    if (this.compression.issue !== undefined) Annotations.of(this).addError(this.compression.issue);
    if (props.maxSize?.issue !== undefined) Annotations.of(this).addError(props.maxSize.issue);
    const areaIssue = props.secretsArea === undefined ? undefined : secretsAreaIssue(props.secretsArea);
    if (areaIssue !== undefined) Annotations.of(this).addError(areaIssue);
    const targets = (props.contents ?? []).map(({ target }) => target);
    for (const issue of contentIssues(targets)) Annotations.of(this).addError(issue);
  }

  /** Maximum size of the ISO in bytes; undefined if unlimited. */
  get maxBytes(): number | undefined {
    return this.image.maxSize?.toBytes();
  }

  /** Whether the image contains a flake at `/iso/flake`. */
  get embedsFlake(): boolean {
    const { embedFlake = false } = this.image;
    return embedFlake !== false;
  }

  /** Size of the area for secrets in bytes; undefined if none is set. */
  get secretsAreaBytes(): number | undefined {
    return this.image.secretsArea?.toBytes();
  }

  /** File name of a host's ISO. */
  isoName(host: { readonly name: string; readonly system: string }, context: ModuleContext): string {
    return `${host.name}-${context.release}-${context.revision}-${processorOf(host.system)}.iso`;
  }

  private embeddedCopy(): readonly LocalCopy[] {
    const { embedFlake } = this.image;
    if (embedFlake === undefined || typeof embedFlake === "boolean") return [];
    const isExpression = isNixExpression(embedFlake);
    const wanted = isExpression
      ? localFile("directory", embedFlake)
      : localFile("directory", embedFlake.directory, embedFlake);
    const where = isExpression ? "embedFlake" : "embedFlake.directory";
    return [{ where, wanted, expects: "directory", target: this.sourcePath }];
  }

  private get sourcePath(): string {
    return `sources/${this.node.scopes
      .slice(this.node.scopes.indexOf(Flake.of(this)) + 1)
      .map((scope) => scope.node.id)
      .join("-")}`;
  }

  private definitions(context: ModuleContext): NixosConfig {
    this.checkProfile(context);
    if (!isRevision(context.revision)) Annotations.of(this).addError(revisionUnsuitable(context.revision));
    const embedded = this.embeddedSource();
    const byBaseName = Flake.of(this).releaseFacts.imageNameOption === "image.baseName";
    const name = this.fileName(context);
    return {
      image: byBaseName
        ? {
            baseName: nix.comment(
              "mkImageMediaOverride: the image builder sets this at the normal priority",
              nix.imageMediaOverride(name),
            ),
          }
        : undefined,
      isoImage: {
        isoName: byBaseName
          ? undefined
          : nix.comment(
              "mkImageMediaOverride: the installer profile sets this at the normal priority",
              nix.imageMediaOverride(nix.str`${name}.iso`),
            ),
        volumeID: this.volumeId(context),
        squashfsCompression: this.compression.squashfs,
        edition: this.editionValue(),
        appendToMenuLabel: menuText(this.image.menuLabel),
        contents: nonEmpty([
          ...(embedded === undefined ? [] : [{ source: embedded, target: "/flake" }]),
          ...(this.image.contents ?? []).map(({ source, target }) => ({ source, target })),
        ]),
        storeContents: nonEmpty(this.image.storeContents ?? []),
      },
      systemd:
        embedded === undefined
          ? undefined
          : {
              tmpfiles: {
                rules: nix.comment("a copy, because /iso is read-only and Nix refuses a symlink to a flake", [
                  "C /flake - - - - /iso/flake",
                ]),
              },
            },
    };
  }

  private editionValue(): NixValue | undefined {
    const { edition } = this.image;
    const own = profileContents(this.profile).edition;
    const isPlain =
      this.profile === "graphical-combined" ||
      (own !== undefined && own !== "minimal" && Flake.of(this).releaseFacts.desktopEditionPriority === "plain");
    if (edition === undefined || !isPlain) return edition;
    return nix.comment(
      "mkImageMediaOverride: the installer profile sets this at the normal priority",
      nix.imageMediaOverride(edition),
    );
  }

  private checkProfile({ release }: ModuleContext): void {
    const missing = releaseFacts(release).missingProfiles.find(({ profile }) => profile === this.profile);
    if (missing === undefined) return;
    Annotations.of(this).addError({
      code: "profile-on-release",
      message: `NixOS ${release} has no installer profile "${this.profile}"`,
      value: JSON.stringify(this.profile),
      reason: missing.reason,
      fix: `use profile: "${missing.instead}", or another release`,
    });
  }

  private fileName(context: ModuleContext): NixValue {
    return nix.str`${config.networking.hostName}-${releaseText(context)}-${context.revision}-${pkgs.stdenv.hostPlatform.uname.processor}`;
  }

  private embeddedSource(): NixValue | undefined {
    const { embedFlake } = this.image;
    if (embedFlake === undefined || embedFlake === false) return undefined;
    return embedFlake === true ? self : nix.str`${self}/${this.sourcePath}`;
  }

  private volumeId(context: ModuleContext): NixValue {
    if (this.image.volumeId !== undefined) {
      checkVolumeId(this, this.image.volumeId);
      return this.image.volumeId;
    }
    const short = (name: string): string => `${name}-${context.release}-${context.revision}`;
    const fits = context.hosts.every(
      (host) => `${short(host.name)}-${processorOf(host.system)}`.length <= volumeIdLimit,
    );
    for (const host of context.hosts) checkVolumeId(this, short(host.name), host.name);
    if (fits) return this.fileName(context);
    return nix.str`${config.networking.hostName}-${releaseText(context)}-${context.revision}`;
  }
}
mark(IsoImage.prototype, "IsoImage");

/** On `unstable`, NixOS reports the number of the next release instead. */
function releaseText(context: ModuleContext): NixValue {
  return releaseFacts(context.release).knowsItsName ? config.system.nixos.release : context.release;
}

/** NixOS puts no space between the system's name and this text. */
function menuText(label: string | undefined): string | undefined {
  return label === undefined || label === "" ? label : ` ${label}`;
}

function nonEmpty(values: readonly NixValue[]): readonly NixValue[] | undefined {
  return values.length === 0 ? undefined : values;
}
