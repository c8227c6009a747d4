import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type {
  HostClassModel,
  HostModel,
  Issue,
  ModuleFileModel,
  ModuleModel,
  Release,
  SourceLocation,
} from "../../model";
import { ast, moduleSource } from "../../nix";
import { Annotations, NixosModule, sourceOf, type Flake, type Host, type HostClass, type ModuleContext } from "../core";
import { IsoImage } from "../installer";
import { lintIssues } from "../lints";
import { collectModule, type ModulePlace } from "./collect-module";
import type { Collector } from "./collector";
import type { FlakeFiles } from "./files/flake-files";
import { conflictIssues, definersOf } from "./conflicts";
import type { JointIssues } from "./joint-properties";
import { withInlineModules, type Parts } from "./options/module-parts";
import { openLoginIssues } from "./open-login";
import { overlappingModules } from "./overlapping-modules";
import { collectSecrets, type SecretsImage } from "./secrets";

/** Builds the model of a host class, rendered for its hosts. */
export function collectClass(
  hostClass: HostClass,
  hosts: readonly Host[],
  flake: Flake,
  collector: Collector,
  files: FlakeFiles,
): HostClassModel {
  const context = contextFor(
    hosts.filter((host) => host.class === hostClass),
    flake,
    collector,
  );
  return {
    name: hostClass.node.id,
    constructPath: hostClass.node.path,
    source: sourceOf(hostClass, collector.environment.projectDirectory),
    modules: collectModules({ owner: hostClass, directory: `modules/${hostClass.node.id}`, files }, context, collector),
  };
}

/** Builds the model of a host. Its class is only needed for the secrets that the class's modules use. */
export function collectHost(
  host: Host,
  { flake, classes }: { readonly flake: Flake; readonly classes: readonly HostClassModel[] },
  collector: Collector,
  files: FlakeFiles,
): HostModel {
  const context = contextFor([host], flake, collector);
  const { projectDirectory } = collector.environment;
  const source = sourceOf(host, projectDirectory);
  const image = imageOf(host, collector);
  const maxBytes = image?.maxBytes;
  const modules = collectModules({ owner: host, directory: `systems/${host.node.id}`, files }, context, collector);
  const ofClass = classes.find(({ name }) => name === host.class?.node.id)?.modules ?? [];
  const secrets = collectSecrets({
    name: host.node.id,
    modules: [...ofClass, ...modules],
    image: imageWithSecrets(image, projectDirectory),
  });
  collector.take(E.left(secrets.issues));
  const all = secrets.module === undefined ? modules : [...modules, secrets.module];
  return {
    name: host.node.id,
    constructPath: host.node.path,
    source,
    className: host.class?.node.id,
    system: host.system,
    own: ownModule(host, source, all),
    modules: all,
    isoName: image?.isoName({ name: host.node.id, system: host.system }, context),
    maxSize:
      image === undefined || maxBytes === undefined
        ? undefined
        : { bytes: maxBytes, constructPath: image.node.path, source: sourceOf(image, projectDirectory) },
    ...(secrets.area === undefined ? {} : { secretsArea: secrets.area }),
  };
}

/** The file that defines the name and platform of a host, and imports its class and its other modules. */
function ownModule(host: Host, source: SourceLocation | undefined, modules: readonly ModuleModel[]): ModuleFileModel {
  const imports = [
    ...(host.class === undefined ? [] : [`../../modules/${host.class.node.id}`]),
    ...modules.map(({ file }) => `./${file}`),
  ].map((path) => ast.path(path));
  const config = ast.attributeSet({
    bindings: [
      ast.binding(["networking", "hostName"], ast.string(host.node.id)),
      ast.binding(["nixpkgs", "hostPlatform"], ast.string(host.system)),
    ],
  });
  return {
    file: "default.nix",
    constructPath: host.node.path,
    source,
    // The files of the flake are models of their own.
    imports: [],
    config,
    isData: true,
    ...moduleSource({ imports, config, isData: true }),
  };
}

function imageWithSecrets(image: IsoImage | undefined, projectDirectory: string): SecretsImage | undefined {
  if (image === undefined) return undefined;
  return { constructPath: image.node.path, source: sourceOf(image, projectDirectory), bytes: image.secretsAreaBytes };
}

/** Finds issues between the modules of a host: conflicts, logins open to anyone, and lint findings. */
export function hostIssues(
  host: HostModel,
  hostClass: HostClassModel | undefined,
  parts: Parts,
  { release, contradict }: { readonly release: Release; readonly contradict: JointIssues["contradict"] },
): readonly Issue[] {
  const modules: readonly ModuleFileModel[] = [...(hostClass?.modules ?? []), host.own, ...host.modules];
  const inline = withInlineModules(modules, parts);
  return [
    ...conflictIssues(definersOf(overlappingModules(modules)), contradict),
    ...openLoginIssues(inline),
    ...lintIssues(inline, release),
  ];
}

function collectModules(place: ModulePlace, context: ModuleContext, collector: Collector): readonly ModuleFileModel[] {
  const modules: ModuleFileModel[] = [];
  for (const construct of collector.ofKind(place.owner, (each) => NixosModule.isNixosModule(each))) {
    modules.push(...collector.take(collectModule(construct, place, context, collector.environment)));
  }
  return modules;
}

function contextFor(hosts: readonly Host[], flake: Flake, collector: Collector): ModuleContext {
  return {
    release: flake.release,
    revision: collector.environment.revision,
    hosts: hosts.map((host) => ({
      name: host.node.id,
      system: host.system,
      profile: imagesOf(host, collector)[0]?.profile,
    })),
  };
}

function imagesOf(host: Host, collector: Collector): readonly IsoImage[] {
  const scopes: readonly IConstruct[] = host.class === undefined ? [host] : [host.class, host];
  return scopes.flatMap((scope) => collector.ofKind(scope, (construct) => IsoImage.isIsoImage(construct)));
}

function imageOf(host: Host, collector: Collector): IsoImage | undefined {
  const images = imagesOf(host, collector);
  const [image, second] = images;
  if (second !== undefined) {
    Annotations.of(second).addError({
      code: "two-images",
      message: `the host ${host.node.id} has more than one image: ${images.map(({ node }) => node.path).join(" and ")}`,
      fix: "keep only one of them",
    });
  }
  return image;
}
